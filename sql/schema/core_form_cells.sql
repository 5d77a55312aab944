-- One row an official cell of an edition of the form, derived from the form data whenever the warehouse is migrated.
-- 一行是一版表样的一个格，由表样推出。
CREATE TABLE IF NOT EXISTS core_form_cells (
    form TEXT NOT NULL, -- 表样：f2021 或 f2019 / edition of the form, f2021 or f2019
    cell_code TEXT NOT NULL, -- 格的代码，表.行.列 / code of the cell, table.row.column
    position INTEGER NOT NULL, -- 次序 / place in the order
    label TEXT NOT NULL, -- 官方的名称 / official label
    cell_type TEXT NOT NULL, -- 件数还是金额 / count or amount
    unit TEXT NOT NULL, -- 单位 / unit
    is_total BOOLEAN NOT NULL, -- 是否合计 / whether it is a total
    PRIMARY KEY (form, cell_code)
);
