-- One row a rollup that a person published: the first as published and frozen, a later one as restated.
CREATE TABLE IF NOT EXISTS out_publications (
    county TEXT NOT NULL,
    year INTEGER NOT NULL,
    publication INTEGER NOT NULL CHECK (publication > 0),
    rollup INTEGER NOT NULL,
    reason TEXT NOT NULL,
    actor TEXT NOT NULL CHECK (actor <> ''),
    published_at TEXT NOT NULL,
    PRIMARY KEY (county, year, publication),
    FOREIGN KEY (county, year, rollup) REFERENCES out_rollups (county, year, rollup),
    CHECK (publication = 1 OR reason <> '')
);
