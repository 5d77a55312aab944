-- One row a cell of an agency that blocks a rollup, with what it reports and what the leaves give.
-- 一行是挡住汇总的一格：报告所写的与重算的不同。
CREATE TABLE IF NOT EXISTS out_rollup_conflicts (
    county TEXT NOT NULL, -- 县的行政区划代码 / administrative code of the county
    year INTEGER NOT NULL, -- 报告年度 / report year
    rollup INTEGER NOT NULL, -- 第几次汇总 / number of the rollup
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    cell_code TEXT NOT NULL, -- 格的代码，表.行.列 / code of the cell, table.row.column
    kind TEXT NOT NULL CHECK (kind IN ('total_differs', 'not_a_number', 'must_be_zero')), -- 合计不等、不是数、应为零 / total_differs, not_a_number, must_be_zero
    raw TEXT NOT NULL, -- 原文，一字不改 / as printed, unchanged
    reported TEXT, -- 报告所写的数 / what the report says
    recomputed TEXT, -- 由各项重算的数 / what the leaves give
    PRIMARY KEY (county, year, rollup, agency_code, cell_code, kind),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup)
);
