-- Note what a set of rules holds, the first time that it is used.
INSERT INTO core_rulesets (county, year, ruleset, overrides, used_at)
VALUES (:county, :year, :ruleset, :overrides, :used_at)
ON CONFLICT (county, year, ruleset) DO NOTHING
