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
