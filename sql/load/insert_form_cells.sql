-- Add an official cell of an edition.
INSERT INTO core_form_cells (form, cell_code, position, label, cell_type, unit, is_total)
VALUES (:form, :cell_code, :position, :label, :cell_type, :unit, :is_total)
ON CONFLICT (form, cell_code) DO NOTHING
