-- Note a set of rules that comes into use.
INSERT INTO core_rulesets (county, year, step, ruleset, overrides, used_at)
VALUES (:county, :year, :step, :ruleset, :overrides, :used_at)
ON CONFLICT (county, year, step) DO NOTHING
