-- The seasons' own steps and the agencies' publications, as this migration makes them.

-- One row an opening or closing of a county's season of a report year, only ever added to; the highest number holds.
-- backload = a published old year is taken in: its hard findings are recorded and block nothing.
CREATE TABLE IF NOT EXISTS core_seasons (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    step INTEGER NOT NULL CHECK (step > 0),
    event TEXT NOT NULL CHECK (event IN ('open', 'close')),
    backload BOOLEAN NOT NULL,
    actor TEXT NOT NULL CHECK (actor <> ''),
    reason TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (county, year, step)
);

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
