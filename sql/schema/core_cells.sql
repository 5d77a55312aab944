-- One row a cell of a revision, its value both as the exact decimal text and in millionths for exact integer sums.
-- value_micros is NULL where there is no value, or where it has more than 6 decimals or 10 digits before the point.
-- PostgreSQL keeps it in partitions by year; see open_year in the migration 0013.
-- 一行是一版报告的一格：原文、精确的数，和便于求和的整数。
CREATE TABLE IF NOT EXISTS core_cells (
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    year INTEGER NOT NULL, -- 报告年度 / report year
    revision INTEGER NOT NULL, -- 第几版，从 1 起 / number of the revision, from 1
    cell_code TEXT NOT NULL, -- 格的代码，表.行.列 / code of the cell, table.row.column
    position INTEGER NOT NULL, -- 次序 / place in the order
    raw TEXT NOT NULL, -- 原文，一字不改 / as printed, unchanged
    semantic TEXT NOT NULL CHECK (semantic IN ('ZERO', 'NUMERIC', 'BLANK', 'NA_MARK', 'TEXT', 'ABSENT')), -- 格里是什么：0、数、空白、斜杠、文字、没有 / what stands in the cell
    value TEXT, -- 数，精确的小数文字；不是数为空 / the figure as exact decimal text, NULL where there is none
    value_micros BIGINT, -- 数，百万分之一个单位 / the figure in millionths of a unit
    unit TEXT NOT NULL, -- 单位：万元，件数为空 / unit, 万元 or empty for counts
    origin TEXT NOT NULL, -- 在原文的何处，JSON / where it stands in the file, JSON
    certainty DOUBLE PRECISION NOT NULL, -- 归位的把握，0 至 1 / how certain the placing is, 0 to 1
    why TEXT NOT NULL, -- 凭什么归位，JSON / by what it was placed, JSON
    PRIMARY KEY (agency_code, year, revision, cell_code),
    FOREIGN KEY (agency_code, year, revision) REFERENCES core_revisions (agency_code, year, revision),
    CHECK (value IS NULL OR semantic IN ('ZERO', 'NUMERIC')),
    CHECK (value_micros IS NULL OR value IS NOT NULL)
);
