-- List the figures of every revision of a year whose agency's present state says that it is accepted.
SELECT cells.agency_code, cells.cell_code, cells.value
FROM core_states AS states
INNER JOIN core_cells AS cells
    ON
        states.agency_code = cells.agency_code
        AND states.year = cells.year
        AND states.revision = cells.revision
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
