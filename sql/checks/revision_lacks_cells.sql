-- Every revision stores every official cell of its form, absent ones included: lists those that do not.
SELECT
    revisions.agency_code,
    revisions.year,
    revisions.revision,
    COUNT(form_cells.cell_code) AS expected,
    COUNT(cells.cell_code) AS found
FROM core_revisions AS revisions
INNER JOIN core_form_cells AS form_cells
    ON revisions.form = form_cells.form
LEFT JOIN core_cells AS cells
    ON
        revisions.agency_code = cells.agency_code
        AND revisions.year = cells.year
        AND revisions.revision = cells.revision
        AND form_cells.cell_code = cells.cell_code
GROUP BY revisions.agency_code, revisions.year, revisions.revision
HAVING COUNT(form_cells.cell_code) <> COUNT(cells.cell_code)
