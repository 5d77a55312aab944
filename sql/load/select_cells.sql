-- List the cells of a revision in the order of the form.
SELECT cell_code, raw, semantic, value, unit, origin, certainty, why
FROM core_cells
WHERE agency_code = :agency_code AND year = :year AND revision = :revision
ORDER BY position
