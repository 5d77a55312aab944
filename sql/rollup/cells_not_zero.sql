-- List every cell of a counted report that must be 0 and is not.
SELECT agency_code, cell_code, raw, value
FROM core_cells
WHERE
    year = :year
    AND value_micros <> 0
    AND cell_code IN :zero
    AND (agency_code, revision) IN :counted
