-- One row a correction of a county sum by a person, such as a case counted by two bodies; taken back by a row of its own.
-- 一行是一个人对全县的一格所作的一次调整，如同一案件两家都计；撤回另写一行。
CREATE TABLE IF NOT EXISTS core_adjustments (
    county TEXT NOT NULL, -- 县的行政区划代码 / administrative code of the county
    year INTEGER NOT NULL, -- 报告年度 / report year
    adjustment INTEGER NOT NULL CHECK (adjustment > 0), -- 第几号调整 / number of the adjustment
    agency_code TEXT NOT NULL, -- 机关代码，见名册 / code of the agency in the roster
    cell_code TEXT NOT NULL, -- 格的代码，表.行.列 / code of the cell, table.row.column
    amount_micros BIGINT NOT NULL CHECK (amount_micros <> 0), -- 加减多少，百万分之一个单位 / amount added, in millionths of a unit
    reason TEXT NOT NULL CHECK (reason <> ''), -- 理由 / why
    actor TEXT NOT NULL CHECK (actor <> ''), -- 谁做的 / who did it
    made_at TEXT NOT NULL, -- 登记的时刻（UTC） / when it was made (UTC)
    takes_back INTEGER, -- 撤回第几号调整 / the adjustment it takes back
    PRIMARY KEY (county, year, adjustment),
    FOREIGN KEY (county, year, takes_back) REFERENCES core_adjustments (county, year, adjustment),
    UNIQUE (county, year, takes_back)
);
