-- List the publications of a county and report year, the first one first.
SELECT publication, rollup, reason, actor, published_at
FROM out_publications
WHERE county = :county AND year = :year
ORDER BY publication
