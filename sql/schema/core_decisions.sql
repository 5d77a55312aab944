-- One row a decision of a person about a finding or about an agency's duty to report; only ever added to.
-- bound holds what the finding said when it was excused: by cell code, the numbers and texts that must stand.
CREATE TABLE IF NOT EXISTS core_decisions (
    decision_id TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL CHECK (position > 0),
    county TEXT NOT NULL,
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('confirm', 'waive', 'revoke')),
    rule TEXT NOT NULL,
    outcome TEXT NOT NULL,
    cells TEXT NOT NULL,
    bound TEXT NOT NULL,
    finding TEXT NOT NULL,
    message TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    person TEXT NOT NULL CHECK (person <> ''),
    second_person TEXT NOT NULL CHECK (second_person <> person),
    until_date TEXT,
    revokes TEXT REFERENCES core_decisions (decision_id),
    source TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    UNIQUE (county, position),
    CHECK (kind <> 'waive' OR second_person <> ''),
    CHECK (kind <> 'confirm' OR rule <> ''),
    CHECK ((kind = 'revoke') = (revokes IS NOT NULL))
);
