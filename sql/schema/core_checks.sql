-- One row a check of a revision whose outcome differed from the check before; the highest number holds.
CREATE TABLE IF NOT EXISTS core_checks (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    check_number INTEGER NOT NULL CHECK (check_number > 0),
    findings_hash TEXT NOT NULL,
    grounds TEXT NOT NULL DEFAULT '',
    ruleset TEXT NOT NULL DEFAULT '',
    checked_at TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, revision, check_number),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);
