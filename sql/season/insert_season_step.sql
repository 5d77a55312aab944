-- Add an opening or closing of a season.
INSERT INTO core_seasons (county, year, step, event, backload, actor, reason, changed_at)
VALUES (:county, :year, :step, :event, :backload, :actor, :reason, :changed_at)
ON CONFLICT (county, year, step) DO NOTHING
