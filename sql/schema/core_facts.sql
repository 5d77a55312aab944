-- One row a figure that the prose of a revision claims, with the sentence it stands in.
-- PostgreSQL keeps it in partitions by year; see open_year in the migration 0013.
CREATE TABLE IF NOT EXISTS core_facts (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    value TEXT,
    unit TEXT NOT NULL,
    sentence TEXT NOT NULL,
    origin TEXT NOT NULL,
    negated BOOLEAN NOT NULL,
    period TEXT NOT NULL,
    scope TEXT NOT NULL,
    approximate BOOLEAN NOT NULL,
    PRIMARY KEY (agency_code, year, revision, position),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);
