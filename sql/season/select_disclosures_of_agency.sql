-- List the publications of one agency's report, the first one first.
SELECT agency_code, year, disclosure, url, disclosed_on, revision, actor, noted_at
FROM core_disclosures
WHERE agency_code = :agency_code AND year = :year
ORDER BY disclosure
