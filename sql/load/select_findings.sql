-- List the findings in some states of the last checks of several agencies' revisions of a year.
SELECT
    findings.agency_code,
    findings.rule,
    findings.state,
    findings.severity,
    findings.message,
    findings.message_en,
    findings.cells,
    findings.expected,
    findings.found,
    findings.difference,
    findings.parts,
    findings.fixes,
    findings.broken,
    findings.outcome
FROM core_findings AS findings
WHERE
    findings.year = :year
    AND (findings.agency_code, findings.revision) IN :revisions
    AND findings.state IN :states
    AND findings.check_number = (
        SELECT MAX(checks.check_number)
        FROM core_checks AS checks
        WHERE
            checks.agency_code = findings.agency_code
            AND checks.year = findings.year
            AND checks.revision = findings.revision
    )
ORDER BY findings.agency_code, findings.position
