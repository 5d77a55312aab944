-- Add a cell that blocks a rollup.
INSERT INTO out_rollup_conflicts (
    county, year, rollup, agency_code, cell_code, kind, raw, reported, recomputed
)
VALUES (:county, :year, :rollup, :agency_code, :cell_code, :kind, :raw, :reported, :recomputed)
ON CONFLICT (county, year, rollup, agency_code, cell_code, kind) DO NOTHING
