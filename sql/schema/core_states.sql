-- One row a step of an agency through the season of a report year, only ever added to; the highest number holds.
CREATE TABLE IF NOT EXISTS core_states (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    step INTEGER NOT NULL CHECK (step > 0),
    state TEXT NOT NULL CHECK (state IN (
        'expected', 'missing', 'received', 'parsed', 'refused', 'returned', 'questioned',
        'accepted', 'published', 'corrected', 'waived', 'exempt', 'late', 'late_internal', 'late_statutory'
    )),
    revision INTEGER,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, step),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision),
    CHECK (revision IS NOT NULL OR state NOT IN ('accepted', 'published', 'corrected'))
);
