-- List the openings and closings of a season, the first one first.
SELECT county, year, step, event, backload, actor, reason, changed_at
FROM core_seasons
WHERE county = :county AND year = :year
ORDER BY step
