-- Revisions of a report are numbered 1, 2, 3 without a gap: lists the reports where they are not.
SELECT agency_code, year, COUNT(*) AS expected, MAX(revision) AS found
FROM core_revisions
GROUP BY agency_code, year
HAVING COUNT(*) <> MAX(revision)
