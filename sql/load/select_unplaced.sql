-- List the texts of a revision that found no cell.
SELECT raw, reason, origin, candidates
FROM core_unplaced
WHERE agency_code = :agency_code AND year = :year AND revision = :revision
ORDER BY position
