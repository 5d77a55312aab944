-- One row a finding of a check; expected and found are JSON scalars (a number or a text), difference an exact decimal.
-- PostgreSQL keeps it in partitions by year; see open_year in the migration 0013.
CREATE TABLE IF NOT EXISTS core_findings (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    check_number INTEGER NOT NULL,
    position INTEGER NOT NULL,
    rule TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pass', 'fail', 'undecided', 'not_applicable')),
    severity TEXT NOT NULL CHECK (severity IN ('hard', 'soft', 'info')),
    message TEXT NOT NULL,
    message_en TEXT NOT NULL,
    cells TEXT NOT NULL,
    expected TEXT,
    found TEXT,
    difference TEXT,
    parts TEXT NOT NULL,
    fixes TEXT NOT NULL DEFAULT '[]',
    broken TEXT NOT NULL DEFAULT '[]',
    outcome TEXT NOT NULL DEFAULT '',
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, revision, check_number, position),
    FOREIGN KEY (agency_code, year, revision, check_number)
        REFERENCES core_checks (agency_code, year, revision, check_number)
);
