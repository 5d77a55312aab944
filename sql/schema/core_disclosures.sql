-- One row a publication of an agency's report by itself, with its address, day and revision; the highest number holds.
CREATE TABLE IF NOT EXISTS core_disclosures (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    disclosure INTEGER NOT NULL CHECK (disclosure > 0),
    url TEXT NOT NULL,
    disclosed_on TEXT NOT NULL,
    revision INTEGER NOT NULL,
    actor TEXT NOT NULL CHECK (actor <> ''),
    noted_at TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, disclosure),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);
