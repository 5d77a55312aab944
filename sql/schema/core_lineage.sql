-- One row a change of a county's roster that took effect in a report year, with the codes before and after as JSON.
-- 一行是机关的一次变动：改名、合并、分立、撤销、新设。
CREATE TABLE IF NOT EXISTS core_lineage (
    county TEXT NOT NULL, -- 县的行政区划代码 / administrative code of the county
    year INTEGER NOT NULL, -- 报告年度 / report year
    position INTEGER NOT NULL, -- 次序 / place in the order
    kind TEXT NOT NULL CHECK (kind IN ('renamed', 'merged', 'split', 'abolished', 'created')), -- 改名、合并、分立、撤销、新设 / renamed, merged, split, abolished, created
    effective_on TEXT NOT NULL, -- 生效日期 / day from which it holds
    predecessors TEXT NOT NULL, -- 之前的机关代码，JSON / codes before, a JSON list
    successors TEXT NOT NULL, -- 之后的机关代码，JSON / codes after, a JSON list
    basis TEXT NOT NULL, -- 依据 / on what ground
    PRIMARY KEY (county, year, position)
);
