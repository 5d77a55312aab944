-- Record an arrival unless the same bytes from the same submitter are known.
INSERT INTO raw_receipts (
    year, sha256, submitter, file_name, received_at, size_bytes, archive_path, channel,
    outcome, reason, detail, agency_code, revision, parser_version
)
VALUES (
    :year, :sha256, :submitter, :file_name, :received_at, :size_bytes, :archive_path, :channel,
    'received', '', '', '', NULL, ''
)
ON CONFLICT (year, sha256, submitter) DO NOTHING
