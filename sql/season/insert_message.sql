-- Put a message into the outbox unless the same thing was said to the same recipient by the same channel.
INSERT INTO out_outbox (
    dedup_key, channel, recipient, kind, year, agency_code, subject, body, created_at, sent_at, status, error
)
VALUES (
    :dedup_key, :channel, :recipient, :kind, :year, :agency_code, :subject, :body, :created_at, NULL, 'pending', ''
)
ON CONFLICT (dedup_key, channel, recipient) DO NOTHING
