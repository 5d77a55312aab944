-- List the areas under a rollup.
SELECT area, standing, area_rollup
FROM out_rollup_areas
WHERE county = :county AND year = :year AND rollup = :rollup
ORDER BY area
