-- Add a publication of a rollup.
INSERT INTO out_publications (county, year, publication, rollup, reason, actor, published_at)
VALUES (:county, :year, :publication, :rollup, :reason, :actor, :published_at)
ON CONFLICT (county, year, publication) DO NOTHING
