-- List the official cells of an edition as the warehouse knows them.
SELECT form, cell_code, position, label, cell_type, unit, is_total
FROM core_form_cells
WHERE form = :form
ORDER BY position
