-- Add a leaf that adds into a total of an edition.
INSERT INTO core_form_addends (form, total_code, addend_code)
VALUES (:form, :total_code, :addend_code)
ON CONFLICT (form, total_code, addend_code) DO NOTHING
