-- One row a cell of a revision, its value both as the exact decimal text and in millionths for exact integer sums.
-- value_micros is NULL where there is no value, or where it has more than 6 decimals or 10 digits before the point.
-- PostgreSQL keeps it in partitions by year; see open_year in the migration 0013.
CREATE TABLE IF NOT EXISTS core_cells (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    cell_code TEXT NOT NULL,
    position INTEGER NOT NULL,
    raw TEXT NOT NULL,
    semantic TEXT NOT NULL CHECK (semantic IN ('ZERO', 'NUMERIC', 'BLANK', 'NA_MARK', 'TEXT', 'ABSENT')),
    value TEXT,
    value_micros BIGINT,
    unit TEXT NOT NULL,
    origin TEXT NOT NULL,
    certainty DOUBLE PRECISION NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, revision, cell_code),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision),
    CHECK (value IS NULL OR semantic IN ('ZERO', 'NUMERIC')),
    CHECK (value_micros IS NULL OR value IS NOT NULL)
);
