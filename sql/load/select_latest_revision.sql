-- Give the newest revision of one agency's report.
SELECT agency_code, year, revision, content_hash, sha256, form, title, supersedes, parser_version, loaded_at
FROM core_revisions
WHERE agency_code = :agency_code AND year = :year
ORDER BY revision DESC
LIMIT 1
