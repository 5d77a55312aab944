-- List the figures of several agencies' revisions of a year.
SELECT agency_code, cell_code, semantic, value
FROM core_cells
WHERE year = :year AND (agency_code, revision) IN :revisions
