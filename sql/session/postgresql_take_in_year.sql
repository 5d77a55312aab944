-- Make the staging tables partitions of a report year; where the year has rows already, add to them what is new.
SELECT take_in_year(:year)
