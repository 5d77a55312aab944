-- Make the partitions of a report year where they are not there yet.
SELECT open_year(:year)
