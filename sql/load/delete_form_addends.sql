-- Forget the totals of an edition before they are derived anew.
DELETE FROM core_form_addends
WHERE form = :form
