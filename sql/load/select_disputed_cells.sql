-- List the cells that the open hard findings of several agencies' revisions of a year name.
SELECT findings.agency_code, findings.cells
FROM core_findings AS findings
WHERE
    findings.year = :year
    AND (findings.agency_code, findings.revision) IN :revisions
    AND findings.state = 'fail'
    AND findings.severity = 'hard'
    AND findings.check_number = (
        SELECT MAX(checks.check_number)
        FROM core_checks AS checks
        WHERE
            checks.agency_code = findings.agency_code
            AND checks.year = findings.year
            AND checks.revision = findings.revision
    )
