-- Give the last check of a revision.
SELECT check_number, findings_hash, grounds, ruleset
FROM core_checks
WHERE agency_code = :agency_code AND year = :year AND revision = :revision
ORDER BY check_number DESC
LIMIT 1
