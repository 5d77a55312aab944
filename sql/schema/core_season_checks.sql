-- One row a check of a county's season whose outcome or inputs differed from the check before; the highest number holds.
-- part says what was looked at: collate (reports beside each other), due (who must report), reconcile (sums).
-- 一行是对全县一个年度的一次检查，结果或所看的内容变了才记。
CREATE TABLE IF NOT EXISTS core_season_checks (
    county TEXT NOT NULL, -- 县的行政区划代码 / administrative code of the county
    year INTEGER NOT NULL, -- 报告年度 / report year
    part TEXT NOT NULL CHECK (part IN ('collate', 'due', 'reconcile')), -- 哪一类检查 / which part of the season's checks
    check_number INTEGER NOT NULL CHECK (check_number > 0), -- 第几次核对 / number of the check
    inputs_hash TEXT NOT NULL, -- 所看内容的哈希 / hash of what was looked at
    findings_hash TEXT NOT NULL, -- 结果的哈希 / hash of the findings
    checked_at TEXT NOT NULL, -- 核对的时刻（UTC） / when it was checked (UTC)
    PRIMARY KEY (county, year, part, check_number)
);
