-- Every revision came with bytes that were received for its year and read into a grid: lists those that did not.
SELECT
    revisions.agency_code,
    revisions.year,
    revisions.revision,
    revisions.sha256 AS expected,
    CASE WHEN receipts.sha256 IS NOT NULL THEN grids.sha256 END AS found
FROM core_revisions AS revisions
LEFT JOIN raw_receipts AS receipts
    ON revisions.sha256 = receipts.sha256 AND revisions.year = receipts.year
LEFT JOIN raw_grids AS grids
    ON revisions.sha256 = grids.sha256
WHERE receipts.sha256 IS NULL OR grids.sha256 IS NULL
