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
