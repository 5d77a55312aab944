"""What the prose and the year before say of single cells, whatever stands in the table."""

from __future__ import annotations

from collections.abc import Iterable

from expectations import Identity
from tasks.checking.blanks import ZERO
from tasks.checking.observation import Observation

Claims = dict[str, dict[str, int]]
"""By cell code what it should be: by `narrative` the prose, by `previous` last year's report."""


def said_of_cells(equations: Iterable[Identity], seen: Observation) -> Claims:
    """What is said of single cells: by the prose as it was compared, by equations that only continue last year's."""
    claims: Claims = {code: {"narrative": int(said)} for code, said in seen.claims.items() if said == int(said)}
    for identity in equations:
        before = [seen.figures.get(code) for code in identity.previous]
        if identity.previous and len(identity.right) == 1 and identity.left == identity.previous and None not in before:
            figure = sum((one or ZERO for one in before), ZERO)
            claims.setdefault(identity.right[0], {})["previous"] = int(figure)
    return claims
