"""Which cell is wrong, and what it should say: from the equations that do not hold to the corrections that would do."""
