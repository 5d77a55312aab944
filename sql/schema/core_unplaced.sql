-- One row a text in the tables of a revision that found no official cell, with the reason.
-- 一行是表里没有归位的一段文字和原因。
CREATE TABLE IF NOT EXISTS core_unplaced (
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    year INTEGER NOT NULL, -- 报告年度 / report year
    revision INTEGER NOT NULL, -- 第几版，从 1 起 / number of the revision, from 1
    position INTEGER NOT NULL, -- 次序 / place in the order
    raw TEXT NOT NULL, -- 原文，一字不改 / as printed, unchanged
    reason TEXT NOT NULL, -- 为何没有归位 / why it found no cell
    origin TEXT NOT NULL, -- 在原文的何处，JSON / where it stands in the file, JSON
    candidates TEXT NOT NULL, -- 可能属于哪些格，JSON / cells it may belong to, JSON
    PRIMARY KEY (agency_code, year, revision, position),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);
