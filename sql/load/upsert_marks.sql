-- Keep the marks of a revision, in place of those of an earlier version.
INSERT INTO core_marks (agency_code, year, revision, version, marks)
VALUES (:agency_code, :year, :revision, :version, :marks)
ON CONFLICT (agency_code, year, revision) DO UPDATE
SET
    version = excluded.version,
    marks = excluded.marks
