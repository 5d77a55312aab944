-- Empty the dictionary before it is written anew.
DELETE FROM core_dictionary
