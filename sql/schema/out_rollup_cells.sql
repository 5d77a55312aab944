-- One row an official cell of a rollup: the sum (of a total, recomputed from its leaves), NULL where no report is in it.
-- addends counts the reports that state a number, imputed those left blank and taken as 0 (of a total: derived).
CREATE TABLE IF NOT EXISTS out_rollup_cells (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    rollup INTEGER NOT NULL,
    cell_code TEXT NOT NULL,
    value_micros BIGINT,
    addends INTEGER NOT NULL,
    imputed INTEGER NOT NULL,
    reported_micros BIGINT,
    PRIMARY KEY (county, year, rollup, cell_code),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup)
);
