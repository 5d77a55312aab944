-- List the marks of several agencies' revisions of a year.
SELECT agency_code, marks
FROM core_marks
WHERE year = :year AND version = :version AND (agency_code, revision) IN :revisions
