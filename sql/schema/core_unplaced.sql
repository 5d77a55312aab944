-- One row a text in the tables of a revision that found no official cell, with the reason.
CREATE TABLE IF NOT EXISTS core_unplaced (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    raw TEXT NOT NULL,
    reason TEXT NOT NULL,
    origin TEXT NOT NULL,
    candidates TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, revision, position),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);
