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
