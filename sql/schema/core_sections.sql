-- One row a chapter of a revision with its printed heading and prose.
-- PostgreSQL keeps it in partitions by year; see open_year in the migration 0013.
-- 一行是一版报告的一章：标题和正文。
CREATE TABLE IF NOT EXISTS core_sections (
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    year INTEGER NOT NULL, -- 报告年度 / report year
    revision INTEGER NOT NULL, -- 第几版，从 1 起 / number of the revision, from 1
    section INTEGER NOT NULL, -- 第几章，1 至 6 / number of the chapter, 1 to 6
    heading TEXT NOT NULL, -- 印着的标题 / the heading as printed
    prose TEXT NOT NULL, -- 正文 / its prose
    origin TEXT, -- 在原文的何处，JSON / where it stands in the file, JSON
    PRIMARY KEY (agency_code, year, revision, section),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);
