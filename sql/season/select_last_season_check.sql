-- Give the last check of a part of a county's season.
SELECT check_number, inputs_hash, findings_hash
FROM core_season_checks
WHERE county = :county AND year = :year AND part = :part
ORDER BY check_number DESC
LIMIT 1
