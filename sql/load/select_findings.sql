-- List the findings of the last check of a revision.
SELECT rule, state, severity, message, message_en, cells, expected, found, difference, parts, fixes, broken, outcome
FROM core_findings
WHERE
    agency_code = :agency_code
    AND year = :year
    AND revision = :revision
    AND check_number = (
        SELECT MAX(check_number)
        FROM core_checks
        WHERE agency_code = :agency_code AND year = :year AND revision = :revision
    )
ORDER BY position
