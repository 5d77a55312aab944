-- One row the marks of a revision by which likely twins of its tables and its prose are found (JSON, see version).
CREATE TABLE IF NOT EXISTS core_marks (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    version INTEGER NOT NULL,
    marks TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, revision),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);
