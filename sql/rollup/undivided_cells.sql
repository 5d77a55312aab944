-- List what counted reports state in a row that stands for a whole group.
SELECT agency_code, cell_code, value_micros
FROM core_cells
WHERE
    year = :year
    AND value_micros <> 0
    AND cell_code IN :undivided
    AND (agency_code, revision) IN :counted
