-- Keep the grid of a document, and replace it only where a reader now makes another one.
INSERT INTO raw_grids (sha256, kind, grid)
VALUES (:sha256, :kind, :grid)
ON CONFLICT (sha256) DO UPDATE
SET kind = excluded.kind, grid = excluded.grid
WHERE raw_grids.kind <> excluded.kind OR raw_grids.grid <> excluded.grid
