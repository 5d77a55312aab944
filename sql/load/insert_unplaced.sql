-- Add a text of a revision that found no cell.
INSERT INTO core_unplaced (agency_code, year, revision, position, raw, reason, origin, candidates)
VALUES (:agency_code, :year, :revision, :position, :raw, :reason, :origin, :candidates)
ON CONFLICT (agency_code, year, revision, position) DO NOTHING
