-- The first tables, as they were on the day of this migration; a later change is a migration of its own.

-- One row an official cell of an edition of the form, derived from the form data whenever the warehouse is migrated.
CREATE TABLE IF NOT EXISTS core_form_cells (
    form TEXT NOT NULL,
    cell_code TEXT NOT NULL,
    position INTEGER NOT NULL,
    label TEXT NOT NULL,
    cell_type TEXT NOT NULL,
    unit TEXT NOT NULL,
    is_total BOOLEAN NOT NULL,
    PRIMARY KEY (form, cell_code)
);

-- One row a leaf cell that adds into a total cell, derived from the form data beside core_form_cells.
CREATE TABLE IF NOT EXISTS core_form_addends (
    form TEXT NOT NULL,
    total_code TEXT NOT NULL,
    addend_code TEXT NOT NULL,
    PRIMARY KEY (form, total_code, addend_code),
    FOREIGN KEY (form, total_code) REFERENCES core_form_cells (form, cell_code),
    FOREIGN KEY (form, addend_code) REFERENCES core_form_cells (form, cell_code)
);

-- One row an arrival (the same bytes from the same submitter count once) with what became of it.
CREATE TABLE IF NOT EXISTS raw_receipts (
    year INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    submitter TEXT NOT NULL,
    file_name TEXT NOT NULL,
    received_at TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    archive_path TEXT NOT NULL,
    channel TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('received', 'read', 'refused')),
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    agency_code TEXT NOT NULL,
    revision INTEGER,
    parser_version TEXT NOT NULL,
    PRIMARY KEY (year, sha256, submitter)
);

-- One row a document that could be read, as the grid its reader made of it (JSON, no meaning yet).
CREATE TABLE IF NOT EXISTS raw_grids (
    sha256 TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    grid TEXT NOT NULL
);

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
    PRIMARY KEY (county, year, agency_code)
);

-- One row a revision of an agency's yearly report, numbered from 1 and never changed afterwards.
CREATE TABLE IF NOT EXISTS core_revisions (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    content_hash TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    form TEXT NOT NULL,
    title TEXT NOT NULL,
    printed_agency TEXT NOT NULL,
    printed_year INTEGER,
    preamble TEXT NOT NULL,
    title_origin TEXT,
    headings TEXT NOT NULL,
    tables_found TEXT NOT NULL,
    supersedes INTEGER,
    parser_version TEXT NOT NULL,
    loaded_at TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, revision),
    FOREIGN KEY (agency_code, year, supersedes) REFERENCES core_revisions (agency_code, year, revision)
);

-- One row a cell of a revision, its value both as the exact decimal text and in millionths for exact integer sums.
-- value_micros is NULL where there is no value, or where it has more than 6 decimals or 10 digits before the point.
CREATE TABLE IF NOT EXISTS core_cells (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    cell_code TEXT NOT NULL,
    position INTEGER NOT NULL,
    raw TEXT NOT NULL,
    semantic TEXT NOT NULL CHECK (semantic IN ('ZERO', 'NUMERIC', 'BLANK', 'NA_MARK', 'TEXT', 'ABSENT')),
    value TEXT,
    value_micros BIGINT,
    unit TEXT NOT NULL,
    origin TEXT NOT NULL,
    certainty DOUBLE PRECISION NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, revision, cell_code),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision),
    CHECK (value IS NULL OR semantic IN ('ZERO', 'NUMERIC')),
    CHECK (value_micros IS NULL OR value IS NOT NULL)
);

-- One row a chapter of a revision with its printed heading and prose.
CREATE TABLE IF NOT EXISTS core_sections (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    section INTEGER NOT NULL,
    heading TEXT NOT NULL,
    prose TEXT NOT NULL,
    origin TEXT,
    PRIMARY KEY (agency_code, year, revision, section),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);

-- One row a figure that the prose of a revision claims, with the sentence it stands in.
CREATE TABLE IF NOT EXISTS core_facts (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    value TEXT,
    unit TEXT NOT NULL,
    sentence TEXT NOT NULL,
    origin TEXT NOT NULL,
    negated BOOLEAN NOT NULL,
    period TEXT NOT NULL,
    scope TEXT NOT NULL,
    approximate BOOLEAN NOT NULL,
    PRIMARY KEY (agency_code, year, revision, position),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);

-- One row a text in the tables of a revision that found no official cell, with the reason.
CREATE TABLE IF NOT EXISTS core_unplaced (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    raw TEXT NOT NULL,
    reason TEXT NOT NULL,
    origin TEXT NOT NULL,
    candidates TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, revision, position),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);

-- One row a check of a revision whose outcome differed from the check before; the highest number holds.
CREATE TABLE IF NOT EXISTS core_checks (
    agency_code TEXT NOT NULL,
    year INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    check_number INTEGER NOT NULL CHECK (check_number > 0),
    findings_hash TEXT NOT NULL,
    checked_at TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, revision, check_number),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);

-- One row a finding of a check; expected and found are JSON scalars (a number or a text), difference an exact decimal.
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
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (agency_code, year, revision, check_number, position),
    FOREIGN KEY (agency_code, year, revision, check_number)
        REFERENCES core_checks (agency_code, year, revision, check_number)
);

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

-- One row a run of a flow with its outcome, so that a night that did not run can be noticed.
CREATE TABLE IF NOT EXISTS core_runs (
    run_id TEXT NOT NULL PRIMARY KEY,
    flow TEXT NOT NULL,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    status TEXT NOT NULL CHECK (status IN ('running', 'completed', 'failed')),
    summary TEXT NOT NULL
);

-- One row a county rollup of a report year whose content differed from the one before; the highest number holds.
CREATE TABLE IF NOT EXISTS out_rollups (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    rollup INTEGER NOT NULL CHECK (rollup > 0),
    as_of TEXT NOT NULL,
    form TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'blocked', 'complete')),
    expected INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    PRIMARY KEY (county, year, rollup)
);

-- One row an official cell of a rollup: the sum (of a total, recomputed from its leaves), NULL where no report is in it.
-- addends counts the reports that state a number, imputed those left blank and taken as 0 (of a total: derived).
CREATE TABLE IF NOT EXISTS out_rollup_cells (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    rollup INTEGER NOT NULL,
    cell_code TEXT NOT NULL,
    value_micros BIGINT,
    addends INTEGER NOT NULL,
    imputed INTEGER NOT NULL,
    reported_micros BIGINT,
    PRIMARY KEY (county, year, rollup, cell_code),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup)
);

-- One row an agency that a rollup counts, waits for or leaves out, with the revision counted.
CREATE TABLE IF NOT EXISTS out_coverage (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    rollup INTEGER NOT NULL,
    agency_code TEXT NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN (
        'counted', 'waived', 'missing', 'not_accepted', 'other_form', 'not_expected'
    )),
    state TEXT NOT NULL,
    revision INTEGER,
    PRIMARY KEY (county, year, rollup, agency_code),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup)
);

-- One row a cell of an agency that blocks a rollup, with what it reports and what the leaves give.
CREATE TABLE IF NOT EXISTS out_rollup_conflicts (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    rollup INTEGER NOT NULL,
    agency_code TEXT NOT NULL,
    cell_code TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('total_differs', 'not_a_number', 'must_be_zero')),
    raw TEXT NOT NULL,
    reported TEXT,
    recomputed TEXT,
    PRIMARY KEY (county, year, rollup, agency_code, cell_code, kind),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup)
);

-- One row a message to one recipient by one channel; its key says each thing once.
CREATE TABLE IF NOT EXISTS out_outbox (
    dedup_key TEXT NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    agency_code TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at TEXT NOT NULL,
    sent_at TEXT,
    status TEXT NOT NULL CHECK (status IN ('pending', 'sent', 'failed', 'held')),
    error TEXT NOT NULL,
    PRIMARY KEY (dedup_key, channel, recipient)
);
