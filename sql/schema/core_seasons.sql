-- One row an opening or closing of a county's season of a report year, only ever added to; the highest number holds.
-- backload = a published old year is taken in: its hard findings are recorded and block nothing.
-- 一行是一个年度报送的一次开始或结束；序号最大的有效。
CREATE TABLE IF NOT EXISTS core_seasons (
    county TEXT NOT NULL, -- 县的行政区划代码 / administrative code of the county
    year INTEGER NOT NULL, -- 报告年度 / report year
    step INTEGER NOT NULL CHECK (step > 0), -- 第几步 / number of the step
    event TEXT NOT NULL CHECK (event IN ('open', 'close')), -- 开始或结束 / opened or closed
    backload BOOLEAN NOT NULL, -- 是否补录往年 / whether a past year is taken in
    actor TEXT NOT NULL CHECK (actor <> ''), -- 谁做的 / who did it
    reason TEXT NOT NULL, -- 理由 / why
    changed_at TEXT NOT NULL, -- 何时（UTC） / when (UTC)
    PRIMARY KEY (county, year, step)
);
