-- List the sets of rules that a county's reports of a year were checked by, in the order in which they came into use.
SELECT step, ruleset, overrides, used_at
FROM core_rulesets
WHERE county = :county AND year = :year
ORDER BY step
