-- One row a leaf cell that adds into a total cell, derived from the form data beside core_form_cells.
-- 一行是合计的一个加数，由表样推出。
CREATE TABLE IF NOT EXISTS core_form_addends (
    form TEXT NOT NULL, -- 表样：f2021 或 f2019 / edition of the form, f2021 or f2019
    total_code TEXT NOT NULL, -- 合计的那一格 / the cell that is the total
    addend_code TEXT NOT NULL, -- 加进合计的那一格 / the cell that is added
    PRIMARY KEY (form, total_code, addend_code),
    FOREIGN KEY (form, total_code) REFERENCES core_form_cells (form, cell_code),
    FOREIGN KEY (form, addend_code) REFERENCES core_form_cells (form, cell_code)
);
