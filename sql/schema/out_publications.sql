-- One row a rollup that a person published: the first as published and frozen, a later one as restated.
-- 一行是一次公布：第一次冻结，以后是更正。
CREATE TABLE IF NOT EXISTS out_publications (
    county TEXT NOT NULL, -- 县的行政区划代码 / administrative code of the county
    year INTEGER NOT NULL, -- 报告年度 / report year
    publication INTEGER NOT NULL CHECK (publication > 0), -- 第几次公布 / number of the publication
    rollup INTEGER NOT NULL, -- 第几次汇总 / number of the rollup
    reason TEXT NOT NULL, -- 理由 / why
    actor TEXT NOT NULL CHECK (actor <> ''), -- 谁做的 / who did it
    published_at TEXT NOT NULL, -- 公布的时刻（UTC） / when it was published (UTC)
    PRIMARY KEY (county, year, publication),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup),
    CHECK (publication = 1 OR reason <> '')
);
