-- One row an area under the one that is rolled up (a county of a city), with the rollup of it that is counted.
-- 一行是上级汇总里的一个下级，和计入的是它的第几次汇总。
CREATE TABLE IF NOT EXISTS out_rollup_areas (
    county TEXT NOT NULL, -- 县的行政区划代码 / administrative code of the county
    year INTEGER NOT NULL, -- 报告年度 / report year
    rollup INTEGER NOT NULL, -- 第几次汇总 / number of the rollup
    area TEXT NOT NULL, -- 下级的代码 / code of the area below
    standing TEXT NOT NULL CHECK (standing IN ('counted', 'missing', 'draft', 'blocked', 'other_form')), -- 算不算、为何不算 / whether it is counted, or why not
    area_rollup INTEGER, -- 下级的第几次汇总 / which rollup of that area
    PRIMARY KEY (county, year, rollup, area),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup),
    FOREIGN KEY (area, year, area_rollup) REFERENCES out_rollups (county, year, rollup),
    CHECK (area_rollup IS NOT NULL OR standing = 'missing')
);
