-- One row a leaf cell that adds into a total cell, derived from the form data beside core_form_cells.
CREATE TABLE IF NOT EXISTS core_form_addends (
    form TEXT NOT NULL,
    total_code TEXT NOT NULL,
    addend_code TEXT NOT NULL,
    PRIMARY KEY (form, total_code, addend_code),
    FOREIGN KEY (form, total_code) REFERENCES core_form_cells (form, cell_code),
    FOREIGN KEY (form, addend_code) REFERENCES core_form_cells (form, cell_code)
);
