-- List the revision of every agency whose present state of the season says that it is accepted.
SELECT
    revisions.agency_code,
    revisions.year,
    revisions.revision,
    revisions.content_hash,
    revisions.sha256,
    revisions.form,
    revisions.title,
    revisions.supersedes,
    revisions.parser_version,
    revisions.loaded_at
FROM core_states AS states
INNER JOIN core_revisions AS revisions
    ON
        states.agency_code = revisions.agency_code
        AND states.year = revisions.year
        AND states.revision = revisions.revision
WHERE
    states.year = :year
    AND states.state IN ('accepted', 'published', 'corrected')
    AND NOT EXISTS (
        SELECT 1
        FROM core_states AS later
        WHERE
            later.agency_code = states.agency_code
            AND later.year = states.year
            AND later.step > states.step
    )
