-- One row a set of rules that came into use for a county's reports of a year: its changes to the catalogue, in words.
CREATE TABLE IF NOT EXISTS core_rulesets (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    step INTEGER NOT NULL CHECK (step > 0),
    ruleset TEXT NOT NULL,
    overrides TEXT NOT NULL,
    used_at TEXT NOT NULL,
    PRIMARY KEY (county, year, step)
);
