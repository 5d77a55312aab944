-- One row a failing or undecided finding of a check of a season, about an agency ('' = the county) and maybe a revision.
CREATE TABLE IF NOT EXISTS core_season_findings (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    part TEXT NOT NULL,
    check_number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    agency_code TEXT NOT NULL,
    revision INTEGER,
    rule TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('fail', 'undecided')),
    severity TEXT NOT NULL CHECK (severity IN ('hard', 'soft', 'info')),
    message TEXT NOT NULL,
    message_en TEXT NOT NULL,
    cells TEXT NOT NULL,
    expected TEXT,
    found TEXT,
    difference TEXT,
    parts TEXT NOT NULL,
    fixes TEXT NOT NULL,
    broken TEXT NOT NULL,
    outcome TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (county, year, part, check_number, position),
    FOREIGN KEY (county, year, part, check_number)
        REFERENCES core_season_checks (county, year, part, check_number)
);
