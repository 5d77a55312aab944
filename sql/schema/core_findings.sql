-- One row a finding of a check; expected and found are JSON scalars (a number or a text), difference an exact decimal.
-- PostgreSQL keeps it in partitions by year; see open_year in the migration 0013.
-- 一行是一次核对的一项结果。
CREATE TABLE IF NOT EXISTS core_findings (
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    year INTEGER NOT NULL, -- 报告年度 / report year
    revision INTEGER NOT NULL, -- 第几版，从 1 起 / number of the revision, from 1
    check_number INTEGER NOT NULL, -- 第几次核对 / number of the check
    position INTEGER NOT NULL, -- 次序 / place in the order
    rule TEXT NOT NULL, -- 规则编号 / id of the rule
    state TEXT NOT NULL CHECK (state IN ('pass', 'fail', 'undecided', 'not_applicable')), -- 通过、不符、不能判断、不适用 / pass, fail, undecided, not_applicable
    severity TEXT NOT NULL CHECK (severity IN ('hard', 'soft', 'info')), -- 轻重：必须更正、请核实、提示 / hard, soft or info
    message TEXT NOT NULL, -- 说明（中文） / the sentence in Chinese
    message_en TEXT NOT NULL, -- 说明（英文） / the sentence in English
    cells TEXT NOT NULL, -- 涉及的格，JSON 列表 / cells it is about, a JSON list
    expected TEXT, -- 应为 / what it should be
    found TEXT, -- 实为 / what it is
    difference TEXT, -- 相差，精确小数 / found minus expected, an exact decimal
    parts TEXT NOT NULL, -- 等式的各项，JSON：格、系数、数 / terms of the equation, JSON of cell, factor, value
    fixes TEXT NOT NULL DEFAULT '[]', -- 怎样改就通，最可能的在前，JSON / corrections that would do, the likeliest first, JSON
    broken TEXT NOT NULL DEFAULT '[]', -- 由此不成立的各条等式，JSON / every equation that this breaks, JSON
    outcome TEXT NOT NULL DEFAULT '', -- 规则的哪一种结果 / which outcome of the rule
    fingerprint TEXT NOT NULL, -- 问题的指纹，重跑不变 / identity of the finding, the same when rerun
    PRIMARY KEY (agency_code, year, revision, check_number, position),
    FOREIGN KEY (agency_code, year, revision, check_number)
        REFERENCES core_checks (agency_code, year, revision, check_number)
);
