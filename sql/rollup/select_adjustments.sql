-- List the adjustments of a county and report year in the order in which they were made.
SELECT adjustment, agency_code, cell_code, amount_micros, reason, actor, made_at, takes_back
FROM core_adjustments
WHERE county = :county AND year = :year
ORDER BY adjustment
