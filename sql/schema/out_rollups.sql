-- One row a county rollup of a report year whose content differed from the one before; the highest number holds.
CREATE TABLE IF NOT EXISTS out_rollups (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    rollup INTEGER NOT NULL CHECK (rollup > 0),
    as_of TEXT NOT NULL,
    form TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'blocked', 'complete')),
    expected INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    PRIMARY KEY (county, year, rollup)
);
