-- One row a failing or undecided finding of a check of a season, about an agency ('' = the county) and maybe a revision.
-- 一行是全县检查的一项不符或不能判断。
CREATE TABLE IF NOT EXISTS core_season_findings (
    county TEXT NOT NULL, -- 县的行政区划代码 / administrative code of the county
    year INTEGER NOT NULL, -- 报告年度 / report year
    part TEXT NOT NULL, -- 哪一类检查 / which part of the season's checks
    check_number INTEGER NOT NULL, -- 第几次核对 / number of the check
    position INTEGER NOT NULL, -- 次序 / place in the order
    agency_code TEXT NOT NULL, -- 机关代码，空着是全县 / code of the agency, empty for the county itself
    revision INTEGER, -- 第几版，可以没有 / number of the revision, if it is about one
    rule TEXT NOT NULL, -- 规则编号 / id of the rule
    state TEXT NOT NULL CHECK (state IN ('fail', 'undecided')), -- 不符或不能判断 / fail or undecided
    severity TEXT NOT NULL CHECK (severity IN ('hard', 'soft', 'info')), -- 轻重：必须更正、请核实、提示 / hard, soft or info
    message TEXT NOT NULL, -- 说明（中文） / the sentence in Chinese
    message_en TEXT NOT NULL, -- 说明（英文） / the sentence in English
    cells TEXT NOT NULL, -- 涉及的格，JSON 列表 / cells it is about, a JSON list
    expected TEXT, -- 应为 / what it should be
    found TEXT, -- 实为 / what it is
    difference TEXT, -- 相差，精确小数 / found minus expected, an exact decimal
    parts TEXT NOT NULL, -- 等式的各项，JSON：格、系数、数 / terms of the equation, JSON of cell, factor, value
    fixes TEXT NOT NULL, -- 怎样改就通，最可能的在前，JSON / corrections that would do, the likeliest first, JSON
    broken TEXT NOT NULL, -- 由此不成立的各条等式，JSON / every equation that this breaks, JSON
    outcome TEXT NOT NULL, -- 规则的哪一种结果 / which outcome of the rule
    fingerprint TEXT NOT NULL, -- 问题的指纹，重跑不变 / identity of the finding, the same when rerun
    PRIMARY KEY (county, year, part, check_number, position),
    FOREIGN KEY (county, year, part, check_number)
        REFERENCES core_season_checks (county, year, part, check_number)
);
