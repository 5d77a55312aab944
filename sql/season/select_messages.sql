-- List every message of a report year, the oldest first.
SELECT
    dedup_key, channel, recipient, kind, year, agency_code, subject, body, created_at, sent_at, status, error
FROM out_outbox
WHERE year = :year
ORDER BY created_at, dedup_key, channel, recipient
