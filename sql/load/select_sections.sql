-- List the chapters of a revision.
SELECT section, heading, prose, origin
FROM core_sections
WHERE agency_code = :agency_code AND year = :year AND revision = :revision
ORDER BY section
