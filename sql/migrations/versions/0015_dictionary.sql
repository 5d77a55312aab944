-- The dictionary of the warehouse.
CREATE TABLE core_dictionary (
    relation TEXT NOT NULL,
    column_name TEXT NOT NULL,
    word TEXT NOT NULL,
    position INTEGER NOT NULL,
    zh TEXT NOT NULL,
    en TEXT NOT NULL,
    definition TEXT NOT NULL,
    PRIMARY KEY (relation, column_name, word)
);
