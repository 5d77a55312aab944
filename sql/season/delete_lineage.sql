-- Take the changes of a county's roster in a report year out, before they are written anew.
DELETE FROM core_lineage
WHERE county = :county AND year = :year
