-- List the revisions of an agency's report of a year that restore an earlier one.
SELECT revision, restores, reason, actor, restored_at
FROM core_restorations
WHERE agency_code = :agency_code AND year = :year
ORDER BY revision
