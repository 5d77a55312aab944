-- One row the marks of a revision by which likely twins of its tables and its prose are found (JSON, see version).
-- 一行是一版报告的特征，用来找雷同的表和文字。
CREATE TABLE IF NOT EXISTS core_marks (
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    year INTEGER NOT NULL, -- 报告年度 / report year
    revision INTEGER NOT NULL, -- 第几版，从 1 起 / number of the revision, from 1
    version INTEGER NOT NULL, -- 特征的版本 / version of the marks
    marks TEXT NOT NULL, -- 特征，JSON / the marks, JSON
    PRIMARY KEY (agency_code, year, revision),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision)
);
