-- List some chapters of several agencies' revisions of a year.
SELECT agency_code, section, prose
FROM core_sections
WHERE year = :year AND (agency_code, revision) IN :revisions AND section IN :sections
