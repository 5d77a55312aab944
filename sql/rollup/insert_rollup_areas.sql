-- Add an area under the one that is rolled up.
INSERT INTO out_rollup_areas (county, year, rollup, area, standing, area_rollup)
VALUES (:county, :year, :rollup, :area, :standing, :area_rollup)
ON CONFLICT (county, year, rollup, area) DO NOTHING
