-- List the revisions of several agencies' reports of a year that were ever accepted, the first one first.
SELECT agency_code, revision
FROM core_states
WHERE year = :year AND agency_code IN :agencies AND state IN ('accepted', 'published', 'corrected')
ORDER BY step
