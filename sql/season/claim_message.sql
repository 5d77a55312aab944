-- Take a waiting message for sending; until its outcome is noted it reads as one whose sending broke off.
UPDATE out_outbox
SET status = 'held', error = :error
WHERE dedup_key = :dedup_key AND channel = :channel AND recipient = :recipient AND status = 'pending'
