-- What was read led to a revision that is there: lists the arrivals that point to none.
SELECT receipts.year, receipts.sha256, receipts.agency_code, receipts.revision AS expected, revisions.revision AS found
FROM raw_receipts AS receipts
LEFT JOIN core_revisions AS revisions
    ON
        receipts.agency_code = revisions.agency_code
        AND receipts.year = revisions.year
        AND receipts.revision = revisions.revision
WHERE receipts.outcome = 'read' AND revisions.revision IS NULL
