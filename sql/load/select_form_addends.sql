-- List which leaves add into which totals of an edition, as the warehouse knows them.
SELECT form, total_code, addend_code
FROM core_form_addends
WHERE form = :form
