-- One row a figure that the prose of a revision claims, with the sentence it stands in.
-- PostgreSQL keeps it in partitions by year; see open_year in the migration 0013.
-- 一行是正文里说到的一个数和它所在的句子。
CREATE TABLE IF NOT EXISTS core_facts (
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    year INTEGER NOT NULL, -- 报告年度 / report year
    revision INTEGER NOT NULL, -- 第几版，从 1 起 / number of the revision, from 1
    position INTEGER NOT NULL, -- 次序 / place in the order
    kind TEXT NOT NULL, -- 说的是什么 / what the figure is about
    value TEXT, -- 数，没有数字为空 / the figure, NULL where none is stated
    unit TEXT NOT NULL, -- 单位 / unit
    sentence TEXT NOT NULL, -- 所在的句子 / the sentence it stands in
    origin TEXT NOT NULL, -- 在原文的何处，JSON / where it stands in the file, JSON
    negated BOOLEAN NOT NULL, -- 是否说没有 / whether the prose says there was none
    period TEXT NOT NULL, -- 所说的期间 / the period it speaks of
    scope TEXT NOT NULL, -- 所说的范围，空着是本机关 / whom it speaks of, empty for the agency itself
    approximate BOOLEAN NOT NULL, -- 是否约数 / whether it is only about so much
    PRIMARY KEY (agency_code, year, revision, position),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);
