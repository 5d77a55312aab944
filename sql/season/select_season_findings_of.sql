-- List what the last checks of a season found about a revision.
SELECT
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
    findings.agency_code = :agency_code
    AND findings.year = :year
    AND findings.revision = :revision
    AND findings.check_number = (
        SELECT MAX(checks.check_number)
        FROM core_season_checks AS checks
        WHERE
            checks.county = findings.county
            AND checks.year = findings.year
            AND checks.part = findings.part
    )
ORDER BY findings.part, findings.position
