"""Every benchmark in one run: `make bench`."""

from __future__ import annotations

from tests.bench import check, exchanged, load, localise, nation, night, read

for part in (read, check, localise, exchanged, load, nation, night):
    part.main()
    print()
