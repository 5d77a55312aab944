-- Add a finding of a check of a county's season.
INSERT INTO core_season_findings (
    county, year, part, check_number, position, agency_code, revision, rule, state, severity, message, message_en,
    cells, expected, found, difference, parts, fixes, broken, outcome, fingerprint
)
VALUES (
    :county, :year, :part, :check_number, :position, :agency_code, :revision, :rule, :state, :severity, :message,
    :message_en, :cells, :expected, :found, :difference, :parts, :fixes, :broken, :outcome, :fingerprint
)
ON CONFLICT (county, year, part, check_number, position) DO NOTHING
