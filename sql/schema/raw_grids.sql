-- One row a document that could be read, as the grid its reader made of it (JSON, no meaning yet).
CREATE TABLE IF NOT EXISTS raw_grids (
    sha256 TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    grid TEXT NOT NULL
);
