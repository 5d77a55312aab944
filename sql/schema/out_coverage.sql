-- One row an agency that a rollup counts, waits for or leaves out, with the revision counted.
CREATE TABLE IF NOT EXISTS out_coverage (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    rollup INTEGER NOT NULL,
    agency_code TEXT NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN (
        'counted', 'waived', 'missing', 'not_accepted', 'other_form', 'not_expected'
    )),
    state TEXT NOT NULL,
    revision INTEGER,
    PRIMARY KEY (county, year, rollup, agency_code),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup)
);
