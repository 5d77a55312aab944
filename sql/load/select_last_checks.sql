-- List the last check of every revision of a year.
SELECT checks.agency_code, checks.revision, checks.check_number, checks.grounds, checks.ruleset
FROM core_checks AS checks
WHERE
    checks.year = :year
    AND NOT EXISTS (
        SELECT 1
        FROM core_checks AS later
        WHERE
            later.agency_code = checks.agency_code
            AND later.year = checks.year
            AND later.revision = checks.revision
            AND later.check_number > checks.check_number
    )
