-- List every step of an agency through the season, the first one first.
SELECT agency_code, year, step, state, revision, actor, reason, changed_at
FROM core_states
WHERE agency_code = :agency_code AND year = :year
ORDER BY step
