-- One row an official cell of an edition of the form, derived from the form data whenever the warehouse is migrated.
CREATE TABLE IF NOT EXISTS core_form_cells (
    form TEXT NOT NULL,
    cell_code TEXT NOT NULL,
    position INTEGER NOT NULL,
    label TEXT NOT NULL,
    cell_type TEXT NOT NULL,
    unit TEXT NOT NULL,
    is_total BOOLEAN NOT NULL,
    PRIMARY KEY (form, cell_code)
);
