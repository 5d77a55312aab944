-- Give the revision that an arrival led to.
SELECT
    revisions.agency_code,
    revisions.year,
    revisions.revision,
    revisions.content_hash,
    revisions.sha256,
    revisions.form,
    revisions.title,
    revisions.supersedes,
    revisions.parser_version,
    revisions.loaded_at
FROM raw_receipts AS receipts
INNER JOIN core_revisions AS revisions
    ON
        receipts.agency_code = revisions.agency_code
        AND receipts.year = revisions.year
        AND receipts.revision = revisions.revision
WHERE
    receipts.year = :year
    AND receipts.sha256 = :sha256
    AND receipts.submitter = :submitter
    AND receipts.agency_code = :agency_code
