-- One row a check of a county's season whose outcome or inputs differed from the check before; the highest number holds.
-- part says what was looked at: collate (reports beside each other), due (who must report), reconcile (sums).
CREATE TABLE IF NOT EXISTS core_season_checks (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('collate', 'due', 'reconcile')),
    check_number INTEGER NOT NULL CHECK (check_number > 0),
    inputs_hash TEXT NOT NULL,
    findings_hash TEXT NOT NULL,
    checked_at TEXT NOT NULL,
    PRIMARY KEY (county, year, part, check_number)
);
