-- One row an official cell of a rollup: the sum (of a total, recomputed from its leaves), NULL where no report is in it.
-- addends counts the reports that state a number, imputed those left blank and taken as 0 (of a total: derived).
-- 一行是一次汇总的一格；合计由各项重算。
CREATE TABLE IF NOT EXISTS out_rollup_cells (
    county TEXT NOT NULL, -- 县的行政区划代码 / administrative code of the county
    year INTEGER NOT NULL, -- 报告年度 / report year
    rollup INTEGER NOT NULL, -- 第几次汇总 / number of the rollup
    cell_code TEXT NOT NULL, -- 格的代码，表.行.列 / code of the cell, table.row.column
    value_micros BIGINT, -- 全县的数，百万分之一个单位；没有报告为空 / the sum in millionths of a unit, NULL without a report
    addends INTEGER NOT NULL, -- 填了数的报告份数（合计是加数的） / reports that state a number (of a total, its leaves do)
    imputed INTEGER NOT NULL, -- 空白当作 0 的份数 / reports that left it blank, taken as 0
    reported_micros BIGINT, -- 各报告所写合计之和，百万分之一个单位 / sum of the totals as reported, in millionths of a unit
    PRIMARY KEY (county, year, rollup, cell_code),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup)
);
