-- List the arrivals of a report year with their outcome, in order of arrival.
SELECT
    year, sha256, submitter, file_name, received_at, size_bytes, archive_path, channel,
    outcome, reason, detail, agency_code, revision, parser_version
FROM raw_receipts
WHERE year = :year
ORDER BY received_at, file_name, sha256, submitter
