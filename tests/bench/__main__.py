"""Every benchmark in one run: `make bench`."""

from __future__ import annotations

from tests.bench import check, load, night, read

for part in (read, check, load, night):
    part.main()
    print()
