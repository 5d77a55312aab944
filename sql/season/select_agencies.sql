-- List a county's roster of a report year in the order of its file.
SELECT
    county, year, agency_code, position, name, short_name, kind, aliases, valid_from, valid_to,
    contact, email, exempt, flags, expected, phone, included_in
FROM core_agencies
WHERE county = :county AND year = :year
ORDER BY position
