-- One row a cell of an agency that blocks a rollup, with what it reports and what the leaves give.
CREATE TABLE IF NOT EXISTS out_rollup_conflicts (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    rollup INTEGER NOT NULL,
    agency_code TEXT NOT NULL,
    cell_code TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('total_differs', 'not_a_number', 'must_be_zero')),
    raw TEXT NOT NULL,
    reported TEXT,
    recomputed TEXT,
    PRIMARY KEY (county, year, rollup, agency_code, cell_code, kind),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup)
);
