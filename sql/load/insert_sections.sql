-- Add a chapter of a revision.
INSERT INTO core_sections (agency_code, year, revision, section, heading, prose, origin)
VALUES (:agency_code, :year, :revision, :section, :heading, :prose, :origin)
ON CONFLICT (agency_code, year, revision, section) DO NOTHING
