-- Add a cell of a rollup.
INSERT INTO out_rollup_cells (
    county, year, rollup, cell_code, value_micros, addends, imputed, reported_micros
)
VALUES (:county, :year, :rollup, :cell_code, :value_micros, :addends, :imputed, :reported_micros)
ON CONFLICT (county, year, rollup, cell_code) DO NOTHING
