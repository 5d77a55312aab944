-- Add the changes of the roster, and two columns to the roster itself.
CREATE TABLE core_lineage (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('renamed', 'merged', 'split', 'abolished', 'created')),
    effective_on TEXT NOT NULL,
    predecessors TEXT NOT NULL,
    successors TEXT NOT NULL,
    basis TEXT NOT NULL,
    PRIMARY KEY (county, year, position)
);
ALTER TABLE core_agencies ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE core_agencies ADD COLUMN included_in TEXT NOT NULL DEFAULT '';
