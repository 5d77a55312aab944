-- List the newest revision of every agency's report of a year.
SELECT agency_code, year, revision, content_hash, sha256, form, title, supersedes, parser_version, loaded_at
FROM core_revisions
WHERE
    year = :year
    AND NOT EXISTS (
        SELECT 1
        FROM core_revisions AS later
        WHERE
            later.agency_code = core_revisions.agency_code
            AND later.year = core_revisions.year
            AND later.revision > core_revisions.revision
    )
