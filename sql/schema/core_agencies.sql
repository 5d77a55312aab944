-- One row an agency of a county's roster as it stood for a report year.
CREATE TABLE IF NOT EXISTS core_agencies (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    agency_code TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    aliases TEXT NOT NULL,
    valid_from TEXT,
    valid_to TEXT,
    contact TEXT NOT NULL,
    email TEXT NOT NULL,
    exempt TEXT NOT NULL,
    flags TEXT NOT NULL,
    expected BOOLEAN NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    included_in TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (county, year, agency_code)
);
