-- One row an adjustment that a rollup contains; its agency is counted there.
-- 一行是一次汇总里含有的一号调整。
CREATE TABLE IF NOT EXISTS out_rollup_adjustments (
    county TEXT NOT NULL, -- 县的行政区划代码 / administrative code of the county
    year INTEGER NOT NULL, -- 报告年度 / report year
    rollup INTEGER NOT NULL, -- 第几次汇总 / number of the rollup
    adjustment INTEGER NOT NULL, -- 第几号调整 / number of the adjustment
    PRIMARY KEY (county, year, rollup, adjustment),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup),
    FOREIGN KEY (county, year, adjustment) REFERENCES core_adjustments (county, year, adjustment)
);
