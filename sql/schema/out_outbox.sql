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
