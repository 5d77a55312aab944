-- Every revision was checked when it was loaded: lists those that were not.
SELECT revisions.agency_code, revisions.year, revisions.revision, 1 AS expected, 0 AS found
FROM core_revisions AS revisions
LEFT JOIN core_checks AS checks
    ON
        revisions.agency_code = checks.agency_code
        AND revisions.year = checks.year
        AND revisions.revision = checks.revision
WHERE checks.revision IS NULL
