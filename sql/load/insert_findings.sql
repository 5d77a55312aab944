-- Add a finding of a check.
INSERT INTO core_findings (
    agency_code, year, revision, check_number, position, rule, state, severity, message, message_en,
    cells, expected, found, difference, parts, fixes, broken, outcome, fingerprint
)
VALUES (
    :agency_code, :year, :revision, :check_number, :position, :rule, :state, :severity, :message, :message_en,
    :cells, :expected, :found, :difference, :parts, :fixes, :broken, :outcome, :fingerprint
)
ON CONFLICT (agency_code, year, revision, check_number, position) DO NOTHING
