-- One row a check of a revision whose outcome differed from the check before; the highest number holds.
-- 一行是对一版报告的一次核对，结果与前一次不同才记；序号最大的有效。
CREATE TABLE IF NOT EXISTS core_checks (
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    year INTEGER NOT NULL, -- 报告年度 / report year
    revision INTEGER NOT NULL, -- 第几版，从 1 起 / number of the revision, from 1
    check_number INTEGER NOT NULL CHECK (check_number > 0), -- 第几次核对 / number of the check
    findings_hash TEXT NOT NULL, -- 结果的哈希 / hash of the findings
    grounds TEXT NOT NULL DEFAULT '', -- 核对的依据的哈希：上年、名册、规则 / hash of what the check rested on besides the report
    ruleset TEXT NOT NULL DEFAULT '', -- 规则集的版本号 / version of the set of rules
    checked_at TEXT NOT NULL, -- 核对的时刻（UTC） / when it was checked (UTC)
    PRIMARY KEY (agency_code, year, revision, check_number),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);
