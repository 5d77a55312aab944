-- One row a revision that a person made by restoring an earlier one: nothing is deleted, the old content counts anew.
CREATE TABLE IF NOT EXISTS core_restorations (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    restores INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    actor TEXT NOT NULL CHECK (actor <> ''),
    restored_at TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, revision),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision),
    FOREIGN KEY (agency_code, year, restores) REFERENCES core_revisions (agency_code, year, revision),
    CHECK (restores < revision)
);
