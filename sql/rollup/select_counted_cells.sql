-- List one cell of every counted revision of a year.
SELECT agency_code, cell_code, raw, semantic, value, unit, origin, certainty, why
FROM core_cells
WHERE year = :year AND cell_code = :cell_code AND (agency_code, revision) IN :counted
