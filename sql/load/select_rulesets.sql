-- List the sets of rules that a county's reports of a year were checked by, the first used first.
SELECT ruleset, overrides, used_at
FROM core_rulesets
WHERE county = :county AND year = :year
ORDER BY used_at, ruleset
