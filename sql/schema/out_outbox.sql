-- One row a message to one recipient by one channel; its key says each thing once.
-- 一行是经一个渠道给一个人的一封信；每件事只说一遍。
CREATE TABLE IF NOT EXISTS out_outbox (
    dedup_key TEXT NOT NULL, -- 去重的键：一件事只说一遍 / key by which a thing is said once
    channel TEXT NOT NULL, -- 经由哪里 / by which way
    recipient TEXT NOT NULL, -- 发给谁 / to whom
    kind TEXT NOT NULL, -- 说的是哪一类事 / what it is about
    year INTEGER NOT NULL, -- 报告年度 / report year
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    subject TEXT NOT NULL, -- 标题 / subject line
    body TEXT NOT NULL, -- 正文 / text of the message
    created_at TEXT NOT NULL, -- 写下的时刻（UTC） / when it was written (UTC)
    sent_at TEXT, -- 发出的时刻（UTC） / when it was sent (UTC)
    status TEXT NOT NULL CHECK (status IN ('pending', 'sent', 'failed', 'held')), -- 待发、已发、没发出、暂存 / pending, sent, failed or held
    error TEXT NOT NULL, -- 没发出的原因 / why it was not sent
    PRIMARY KEY (dedup_key, channel, recipient)
);
