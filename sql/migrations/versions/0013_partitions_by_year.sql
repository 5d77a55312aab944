-- Make the partitions of a report year where they are not there yet.
CREATE FUNCTION open_year(report_year integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    parent text;
    part text;
BEGIN
    FOREACH parent IN ARRAY ARRAY['core_cells', 'core_sections', 'core_facts', 'core_findings'] LOOP
        part := parent || '_' || report_year;
        IF to_regclass(part) IS NULL THEN
            -- One at a time; who waited here looks again, in the catalogue itself.
            PERFORM pg_advisory_xact_lock(hashtext('open_year'));
            IF NOT EXISTS (
                SELECT FROM pg_class WHERE relname = part AND relnamespace = current_schema()::regnamespace
            ) THEN
                -- Attached rather than made as a partition: that does not wait for those who read the table.
                EXECUTE 'CREATE TABLE ' || part || ' (LIKE ' || parent
                    || ' INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS)';
                EXECUTE 'ALTER TABLE ' || parent || ' ATTACH PARTITION ' || part
                    || ' FOR VALUES IN (' || report_year || ')';
            END IF;
        END IF;
    END LOOP;
END
$$;
