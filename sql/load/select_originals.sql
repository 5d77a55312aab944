-- List the arrivals whose bytes are in the archive, but for those of agencies that only other counties have.
SELECT receipts.sha256, receipts.size_bytes, receipts.year, receipts.submitter, receipts.agency_code, receipts.file_name
FROM raw_receipts AS receipts
WHERE
    receipts.archive_path <> ''
    AND (
        EXISTS (
            SELECT 1 FROM core_agencies AS ours
            WHERE ours.county = :county AND ours.agency_code IN (receipts.agency_code, receipts.submitter)
        )
        OR NOT EXISTS (
            SELECT 1 FROM core_agencies AS others
            WHERE others.county <> :county AND others.agency_code IN (receipts.agency_code, receipts.submitter)
        )
    )
ORDER BY receipts.year, receipts.agency_code, receipts.file_name, receipts.sha256
