"""What is wrong with a county's own files."""

from __future__ import annotations

from collections.abc import Iterable


class CountyError(Exception):
    """The county folder cannot be used; problems says each: what, where, what to do.

    CountyError
      SheetError
        RosterError
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class SheetError(CountyError):
    """A table of the county folder has faults; one sentence a fault, each with its line."""


class RosterError(SheetError):
    """The roster or the list of its changes has faults."""
