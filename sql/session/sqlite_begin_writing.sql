-- Take the write lock before the first read, so that nothing read can change before it is written back.
BEGIN IMMEDIATE
