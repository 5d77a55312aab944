-- Add a step of an agency through the season.
INSERT INTO core_states (agency_code, year, step, state, revision, actor, reason, changed_at)
VALUES (:agency_code, :year, :step, :state, :revision, :actor, :reason, :changed_at)
ON CONFLICT (agency_code, year, step) DO NOTHING
