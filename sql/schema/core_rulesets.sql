-- One row a set of rules that came into use for a county's reports of a year: its changes to the catalogue, in words.
-- 一行是一个县一个年度开始使用的一套规则：对规则目录的改动。
CREATE TABLE IF NOT EXISTS core_rulesets (
    county TEXT NOT NULL, -- 县的行政区划代码 / administrative code of the county
    year INTEGER NOT NULL, -- 报告年度 / report year
    step INTEGER NOT NULL CHECK (step > 0), -- 第几步 / number of the step
    ruleset TEXT NOT NULL, -- 规则集的版本号 / version of the set of rules
    overrides TEXT NOT NULL, -- 对目录的改动，JSON / changes to the catalogue, JSON
    used_at TEXT NOT NULL, -- 开始使用的时刻（UTC） / when it came into use (UTC)
    PRIMARY KEY (county, year, step)
);
