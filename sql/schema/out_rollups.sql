-- One row a county rollup of a report year whose content differed from the one before; the highest number holds.
-- 一行是一个县一个年度的一次汇总，内容变了才记；序号最大的有效。
CREATE TABLE IF NOT EXISTS out_rollups (
    county TEXT NOT NULL, -- 县的行政区划代码 / administrative code of the county
    year INTEGER NOT NULL, -- 报告年度 / report year
    rollup INTEGER NOT NULL CHECK (rollup > 0), -- 第几次汇总 / number of the rollup
    as_of TEXT NOT NULL, -- 以何时为准（UTC） / as of when (UTC)
    form TEXT NOT NULL, -- 表样：f2021 或 f2019 / edition of the form, f2021 or f2019
    status TEXT NOT NULL CHECK (status IN ('draft', 'blocked', 'complete')), -- 草稿、有冲突、齐全 / draft, blocked, complete
    expected INTEGER NOT NULL, -- 应报的机关数 / agencies expected
    accepted INTEGER NOT NULL, -- 已接收的机关数 / agencies accepted
    content_hash TEXT NOT NULL, -- 内容的哈希，相同即内容相同 / hash of the content, equal where the content is
    PRIMARY KEY (county, year, rollup)
);
