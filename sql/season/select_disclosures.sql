-- List the publications of agencies' reports of a year, the first one of each first.
SELECT agency_code, year, disclosure, url, disclosed_on, revision, actor, noted_at
FROM core_disclosures
WHERE year = :year
ORDER BY agency_code, disclosure
