-- List every revision of an agency's report of a year, the first one first.
SELECT agency_code, year, revision, content_hash, sha256, form, title, supersedes, parser_version, loaded_at
FROM core_revisions
WHERE agency_code = :agency_code AND year = :year
ORDER BY revision
