"""Every benchmark in one run: `make bench`."""

from __future__ import annotations

from tests.bench import check, load, localise, night, read

for part in (read, check, localise, load, night):
    part.main()
    print()
