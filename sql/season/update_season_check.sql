-- Note what a check of a season looked at last, where it found the same again.
UPDATE core_season_checks
SET inputs_hash = :inputs_hash
WHERE county = :county AND year = :year AND part = :part AND check_number = :check_number
