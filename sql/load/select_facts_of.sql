-- List what the prose of several agencies' revisions of a year claims.
SELECT agency_code, kind, value, unit, sentence, origin, negated, period, scope, approximate
FROM core_facts
WHERE year = :year AND (agency_code, revision) IN :revisions
ORDER BY agency_code, position
