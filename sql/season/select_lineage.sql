-- List the changes of a county's roster in a report year in the order of its file.
SELECT county, year, position, kind, effective_on, predecessors, successors, basis
FROM core_lineage
WHERE county = :county AND year = :year
ORDER BY position
