-- List the present state of every agency in the season of a report year.
SELECT agency_code, year, step, state, revision, actor, reason, changed_at
FROM core_states
WHERE
    year = :year
    AND NOT EXISTS (
        SELECT 1
        FROM core_states AS later
        WHERE
            later.agency_code = core_states.agency_code
            AND later.year = core_states.year
            AND later.step > core_states.step
    )
