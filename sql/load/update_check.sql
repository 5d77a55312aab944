-- Note that a check came to the same findings again, from other reports around it or by other rules.
UPDATE core_checks
SET grounds = :grounds, ruleset = :ruleset
WHERE agency_code = :agency_code AND year = :year AND revision = :revision AND check_number = :check_number
