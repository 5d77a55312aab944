-- List what the last checks of a county's season found: what failed or could not be decided.
SELECT
    findings.agency_code,
    findings.revision,
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
    findings.county = :county
    AND findings.year = :year
    AND findings.check_number = (
        SELECT MAX(checks.check_number)
        FROM core_season_checks AS checks
        WHERE
            checks.county = findings.county
            AND checks.year = findings.year
            AND checks.part = findings.part
    )
ORDER BY findings.part, findings.position
