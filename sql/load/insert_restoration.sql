-- Note that a revision restores an earlier one.
INSERT INTO core_restorations (agency_code, year, revision, restores, reason, actor, restored_at)
VALUES (:agency_code, :year, :revision, :restores, :reason, :actor, :restored_at)
ON CONFLICT (agency_code, year, revision) DO NOTHING
