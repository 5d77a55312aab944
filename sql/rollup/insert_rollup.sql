-- Add a rollup of a county and report year.
INSERT INTO out_rollups (county, year, rollup, as_of, form, status, expected, accepted, content_hash)
VALUES (:county, :year, :rollup, :as_of, :form, :status, :expected, :accepted, :content_hash)
ON CONFLICT (county, year, rollup) DO NOTHING
