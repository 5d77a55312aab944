-- List the messages that wait to be sent, the oldest first.
SELECT
    dedup_key, channel, recipient, kind, year, agency_code, subject, body, created_at, sent_at, status, error
FROM out_outbox
WHERE status = 'pending'
ORDER BY created_at, dedup_key, channel, recipient
