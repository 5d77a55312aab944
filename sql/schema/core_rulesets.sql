-- One row a set of rules that a county's reports of a year were checked by: the county's changes to the catalogue, in words.
CREATE TABLE IF NOT EXISTS core_rulesets (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    ruleset TEXT NOT NULL,
    overrides TEXT NOT NULL,
    used_at TEXT NOT NULL,
    PRIMARY KEY (county, year, ruleset)
);
