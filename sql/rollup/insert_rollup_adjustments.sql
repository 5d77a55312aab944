-- Note an adjustment that a rollup contains.
INSERT INTO out_rollup_adjustments (county, year, rollup, adjustment)
VALUES (:county, :year, :rollup, :adjustment)
ON CONFLICT (county, year, rollup, adjustment) DO NOTHING
