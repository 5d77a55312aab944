-- One row a chapter of a revision with its printed heading and prose.
-- PostgreSQL keeps it in partitions by year; see open_year in the migration 0013.
CREATE TABLE IF NOT EXISTS core_sections (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    section INTEGER NOT NULL,
    heading TEXT NOT NULL,
    prose TEXT NOT NULL,
    origin TEXT,
    PRIMARY KEY (agency_code, year, revision, section),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);
