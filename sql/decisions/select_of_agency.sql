-- List the decisions about one agency's report year in the order in which they were recorded.
SELECT
    decision_id, position, county, agency_code, year, kind, rule, outcome, cells, bound, finding, message,
    reason, person, second_person, until_date, revokes, source, decided_at
FROM core_decisions
WHERE agency_code = :agency_code AND year = :year
ORDER BY position
