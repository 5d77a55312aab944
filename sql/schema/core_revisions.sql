-- One row a revision of an agency's yearly report, numbered from 1 and never changed afterwards.
CREATE TABLE IF NOT EXISTS core_revisions (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    content_hash TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    form TEXT NOT NULL,
    title TEXT NOT NULL,
    printed_agency TEXT NOT NULL,
    printed_year INTEGER,
    preamble TEXT NOT NULL,
    title_origin TEXT,
    headings TEXT NOT NULL,
    tables_found TEXT NOT NULL,
    supersedes INTEGER,
    parser_version TEXT NOT NULL,
    loaded_at TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, revision),
    FOREIGN KEY (agency_code, year, supersedes) REFERENCES core_revisions (agency_code, year, revision)
);
