-- One row an agency that a rollup counts, waits for or leaves out, with the revision counted.
-- 一行是一次汇总里的一个机关：计入、在等、还是不计。
CREATE TABLE IF NOT EXISTS out_coverage (
    county TEXT NOT NULL, -- 县的行政区划代码 / administrative code of the county
    year INTEGER NOT NULL, -- 报告年度 / report year
    rollup INTEGER NOT NULL, -- 第几次汇总 / number of the rollup
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    standing TEXT NOT NULL CHECK (standing IN (
        'counted', 'waived', 'missing', 'not_accepted', 'other_form', 'not_expected'
    )), -- 算不算、为何不算 / whether it is counted, or why not
    state TEXT NOT NULL, -- 当时的状态 / its state at that time
    revision INTEGER, -- 计入的是第几版 / the revision that is counted
    PRIMARY KEY (county, year, rollup, agency_code),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup)
);
