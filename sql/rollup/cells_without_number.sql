-- List every cell of a counted report that holds words, or a number too long to be added exactly.
SELECT cells.agency_code, cells.cell_code, cells.raw, cells.value
FROM core_cells AS cells
INNER JOIN core_form_cells AS form_cells
    ON cells.cell_code = form_cells.cell_code
WHERE
    form_cells.form = :form
    AND cells.year = :year
    AND cells.value_micros IS NULL
    AND (cells.value IS NOT NULL OR cells.semantic = 'TEXT')
    AND (cells.agency_code, cells.revision) IN :counted
