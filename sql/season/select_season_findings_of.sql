-- List what the last checks of a season found, in some states, about several agencies' revisions of a year.
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
FROM core_season_findings AS findings
WHERE
    findings.year = :year
    AND (findings.agency_code, findings.revision) IN :revisions
    AND findings.state IN :states
    AND findings.check_number = (
        SELECT MAX(checks.check_number)
        FROM core_season_checks AS checks
        WHERE
            checks.county = findings.county
            AND checks.year = findings.year
            AND checks.part = findings.part
    )
ORDER BY findings.agency_code, findings.part, findings.position
