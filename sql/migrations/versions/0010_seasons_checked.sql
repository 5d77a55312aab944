-- Checks of a whole season with their findings, and the marks by which twins are found.
CREATE TABLE core_marks (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    version INTEGER NOT NULL,
    marks TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, revision),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);
CREATE TABLE core_season_checks (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('collate', 'due', 'reconcile')),
    check_number INTEGER NOT NULL CHECK (check_number > 0),
    inputs_hash TEXT NOT NULL,
    findings_hash TEXT NOT NULL,
    checked_at TEXT NOT NULL,
    PRIMARY KEY (county, year, part, check_number)
);
CREATE TABLE core_season_findings (
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
