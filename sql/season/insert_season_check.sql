-- Add a check of a part of a county's season.
INSERT INTO core_season_checks (county, year, part, check_number, inputs_hash, findings_hash, checked_at)
VALUES (:county, :year, :part, :check_number, :inputs_hash, :findings_hash, :checked_at)
ON CONFLICT (county, year, part, check_number) DO NOTHING
