-- Make the staging tables partitions of a report year; where the year has rows already, add to them what is new.
CREATE FUNCTION take_in_year(report_year integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    parent text;
    part text;
    staging text;
    key text;
    filled boolean;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('open_year'));
    FOREACH parent IN ARRAY ARRAY['core_cells', 'core_sections', 'core_facts', 'core_findings'] LOOP
        part := parent || '_' || report_year;
        staging := 'staging_' || parent;
        SELECT string_agg(attname, ', ' ORDER BY place) INTO key
        FROM pg_constraint, unnest(conkey) WITH ORDINALITY AS columns (number, place), pg_attribute
        WHERE conrelid = parent::regclass AND contype = 'p' AND attrelid = conrelid AND attnum = number;
        filled := EXISTS (
            SELECT FROM pg_class WHERE relname = part AND relnamespace = current_schema()::regnamespace
        );
        IF filled THEN
            EXECUTE 'SELECT EXISTS (SELECT FROM ' || part || ')' INTO filled;
            IF NOT filled THEN
                EXECUTE 'DROP TABLE ' || part;
            END IF;
        END IF;
        IF filled THEN
            EXECUTE 'INSERT INTO ' || parent || ' SELECT * FROM ' || staging || ' ORDER BY ' || key
                || ' ON CONFLICT (' || key || ') DO NOTHING';
            EXECUTE 'DROP TABLE ' || staging;
        ELSE
            -- The key is built once over all rows, and whom they refer to is looked up in one join: faster than row by row.
            EXECUTE 'ALTER TABLE ' || staging || ' RENAME TO ' || part;
            EXECUTE 'ALTER TABLE ' || part || ' ADD CONSTRAINT ' || part || '_pkey PRIMARY KEY (' || key || ')';
            EXECUTE 'ALTER TABLE ' || parent || ' ATTACH PARTITION ' || part || ' FOR VALUES IN (' || report_year || ')';
        END IF;
    END LOOP;
END
$$;
