-- List the decisions about the reports of a year in the order in which they were recorded.
SELECT
    decision_id, position, county, agency_code, year, kind, rule, outcome, cells, bound, finding, message,
    reason, person, second_person, until_date, revokes, source, decided_at
FROM core_decisions
WHERE year = :year
ORDER BY county, position
