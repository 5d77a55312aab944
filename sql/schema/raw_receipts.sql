-- One row an arrival (the same bytes from the same submitter count once) with what became of it.
-- 一行是一次收件（同一人交来的同样字节只算一次）和它的下落。
CREATE TABLE IF NOT EXISTS raw_receipts (
    year INTEGER NOT NULL, -- 报告年度 / report year
    sha256 TEXT NOT NULL, -- 原件的 SHA-256，也是存档里的文件名 / SHA-256 of the bytes, also their name in the archive
    submitter TEXT NOT NULL, -- 谁交来的：机关代码，认不出为空 / code of the agency it came from, empty where unknown
    file_name TEXT NOT NULL, -- 收到时的文件名 / name of the file as received
    received_at TEXT NOT NULL, -- 收到的时刻（UTC） / when it was received (UTC)
    size_bytes BIGINT NOT NULL, -- 字节数 / size in bytes
    archive_path TEXT NOT NULL, -- 在收件夹里的位置，打不开的文件为空 / where it lay in the inbox, empty where it could not be opened
    channel TEXT NOT NULL, -- 经由哪里 / by which way
    outcome TEXT NOT NULL CHECK (outcome IN ('received', 'read', 'refused')), -- 已收到、已读出、已退收 / received, read, refused
    reason TEXT NOT NULL, -- 退收的原因代码；已读出而有它的，是随报告来、不需要的文件 / code of the refusal; with read, a file that came with a report and is not needed
    detail TEXT NOT NULL, -- 详细说明 / the words to the submitter
    agency_code TEXT NOT NULL, -- 是哪个机关的，认不出为空 / agency of the report, empty where unknown
    revision INTEGER, -- 成了第几版 / the revision it led to
    parser_version TEXT NOT NULL, -- 读取程序的版本 / version of the reader
    PRIMARY KEY (year, sha256, submitter)
);
