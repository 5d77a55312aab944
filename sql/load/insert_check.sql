-- Add a check of a revision.
INSERT INTO core_checks (agency_code, year, revision, check_number, findings_hash, grounds, ruleset, checked_at)
VALUES (:agency_code, :year, :revision, :check_number, :findings_hash, :grounds, :ruleset, :checked_at)
ON CONFLICT (agency_code, year, revision, check_number) DO NOTHING
