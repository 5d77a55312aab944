-- List the agency codes of every other county of the warehouse.
SELECT DISTINCT
    county,
    agency_code
FROM core_agencies
WHERE county <> :county
ORDER BY county, agency_code
