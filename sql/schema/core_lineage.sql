-- One row a change of a county's roster that took effect in a report year, with the codes before and after as JSON.
CREATE TABLE IF NOT EXISTS core_lineage (
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
