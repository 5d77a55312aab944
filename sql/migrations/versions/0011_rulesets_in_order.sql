-- Sets of rules in the order in which they came into use, so that a return to an earlier one is seen.
CREATE TABLE core_rulesets_in_order (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    step INTEGER NOT NULL CHECK (step > 0),
    ruleset TEXT NOT NULL,
    overrides TEXT NOT NULL,
    used_at TEXT NOT NULL,
    PRIMARY KEY (county, year, step)
);

INSERT INTO core_rulesets_in_order (county, year, step, ruleset, overrides, used_at)
SELECT
    county,
    year,
    ROW_NUMBER() OVER (PARTITION BY county, year ORDER BY used_at, ruleset),
    ruleset,
    overrides,
    used_at
FROM core_rulesets;

DROP TABLE core_rulesets;

ALTER TABLE core_rulesets_in_order RENAME TO core_rulesets;
