-- Give the head of a revision, as printed.
SELECT form, title, printed_agency, printed_year, preamble, title_origin, headings, tables_found
FROM core_revisions
WHERE agency_code = :agency_code AND year = :year AND revision = :revision
