-- Forget the cells of an edition before they are derived anew.
DELETE FROM core_form_cells
WHERE form = :form
