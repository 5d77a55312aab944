-- List the figures claimed in the prose of a revision.
SELECT kind, value, unit, sentence, origin, negated, period, scope, approximate
FROM core_facts
WHERE agency_code = :agency_code AND year = :year AND revision = :revision
ORDER BY position
