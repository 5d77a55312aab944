-- Add an agency to the coverage of a rollup.
INSERT INTO out_coverage (county, year, rollup, agency_code, standing, state, revision)
VALUES (:county, :year, :rollup, :agency_code, :standing, :state, :revision)
ON CONFLICT (county, year, rollup, agency_code) DO NOTHING
