-- The tables by which a rollup can be taken apart, as they were on the day of this migration.

-- One row a correction of a county sum by a person, such as a case counted by two bodies; taken back by a row of its own.
CREATE TABLE IF NOT EXISTS core_adjustments (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    adjustment INTEGER NOT NULL CHECK (adjustment > 0),
    agency_code TEXT NOT NULL,
    cell_code TEXT NOT NULL,
    amount_micros BIGINT NOT NULL CHECK (amount_micros <> 0),
    reason TEXT NOT NULL CHECK (reason <> ''),
    actor TEXT NOT NULL CHECK (actor <> ''),
    made_at TEXT NOT NULL,
    takes_back INTEGER,
    PRIMARY KEY (county, year, adjustment),
    FOREIGN KEY (county, year, takes_back) REFERENCES core_adjustments (county, year, adjustment),
    UNIQUE (county, year, takes_back)
);

-- One row a revision that a person made by restoring an earlier one: nothing is deleted, the old content counts anew.
CREATE TABLE IF NOT EXISTS core_restorations (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    restores INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    actor TEXT NOT NULL CHECK (actor <> ''),
    restored_at TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, revision),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision),
    FOREIGN KEY (agency_code, year, restores) REFERENCES core_revisions (agency_code, year, revision),
    CHECK (restores < revision)
);

-- One row a rollup that a person published: the first as published and frozen, a later one as restated.
CREATE TABLE IF NOT EXISTS out_publications (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    publication INTEGER NOT NULL CHECK (publication > 0),
    rollup INTEGER NOT NULL,
    reason TEXT NOT NULL,
    actor TEXT NOT NULL CHECK (actor <> ''),
    published_at TEXT NOT NULL,
    PRIMARY KEY (county, year, publication),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup),
    CHECK (publication = 1 OR reason <> '')
);

-- One row an adjustment that a rollup contains; its agency is counted there.
CREATE TABLE IF NOT EXISTS out_rollup_adjustments (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    rollup INTEGER NOT NULL,
    adjustment INTEGER NOT NULL,
    PRIMARY KEY (county, year, rollup, adjustment),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup),
    FOREIGN KEY (county, year, adjustment) REFERENCES core_adjustments (county, year, adjustment)
);

-- One row an area under the one that is rolled up (a county of a city), with the rollup of it that is counted.
CREATE TABLE IF NOT EXISTS out_rollup_areas (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    rollup INTEGER NOT NULL,
    area TEXT NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('counted', 'missing', 'draft', 'blocked', 'other_form')),
    area_rollup INTEGER,
    PRIMARY KEY (county, year, rollup, area),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup),
    FOREIGN KEY (area, year, area_rollup) REFERENCES out_rollups (county, year, rollup),
    CHECK (area_rollup IS NOT NULL OR standing = 'missing')
);
