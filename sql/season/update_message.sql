-- Say what became of a message; what was sent stays sent.
UPDATE out_outbox
SET status = :status, sent_at = :sent_at, error = :error
WHERE dedup_key = :dedup_key AND channel = :channel AND recipient = :recipient AND status <> 'sent'
