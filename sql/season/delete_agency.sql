-- Take an agency that the roster no longer lists out of a county's snapshot of a report year.
DELETE FROM core_agencies
WHERE county = :county AND year = :year AND agency_code = :agency_code
