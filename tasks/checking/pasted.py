"""A column pasted twice (S-03): two columns equal in so many figures that it is no chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from expectations import Catalogue
from tasks.checking.likeness import flows, nonzero, surprise
from tasks.checking.lines import Pair, beside, differing, levels, line_words, pairs
from tasks.checking.observation import Evidence, Observation
from tasks.form import Form
from tasks.records import Case


def observe_pasted(case: Case, form: Form, rules: Catalogue, seen: Observation) -> None:
    """Fill in the column and the evidence of S-03."""
    rule = rules["S-03"]
    least = float(rule.parameter("evidence", case.year))
    known = [pair for pair in pairs(rule.lists["levels"], form) if _known(pair, form, seen)]
    telling = [pair for pair in known if max(_weight(pair, side, form, seen) for side in (0, 1)) >= least]
    equal = {pair[1]: pair for pair in telling if _equal(pair, form, seen)}
    found = [_evidence(pair, form, seen) for pair in equal.values()]
    seen.say(rule.id, "pasted", found, "pasted_columns")
    lacking = [code for code in levels(rule, form) if seen.figures.get(code) is None]
    if found:
        return
    if lacking:
        seen.lack(rule.id, lacking, form)
    elif not telling:
        seen.excuse(rule.id, "too_little")


def _known(pair: Pair, form: Form, seen: Observation) -> bool:
    return None not in {seen.figures.get(code) for cells in beside(*pair, form.id) for code in cells}


def _weight(pair: Pair, side: int, form: Form, seen: Observation) -> float:
    """How telling a column is; what its level cell counts follows from the rest."""
    free = set(flows(form))
    codes = [cells[side] for cells in beside(*pair, form.id) if cells[side] in free and cells[side] != pair[side]]
    return surprise(nonzero(seen.figures, codes))


def _equal(pair: Pair, form: Form, seen: Observation) -> bool:
    return all(seen.figures[one] == seen.figures[other] for one, other in beside(*pair, form.id))


def _evidence(pair: Pair, form: Form, seen: Observation) -> Evidence:
    both = beside(*pair, form.id)
    words = {
        "one": line_words(*pair, form),
        "other": line_words(pair[1], pair[0], form),
        "count": str(sum(bool(seen.figures[one]) for one, _other in both)),
    }
    cells = [code for two in both for code in two]
    return Evidence((*cells, *(code for code in form.cells if code in set(_sums(both)) - set(cells))), words=words)


def _sums(both: Iterable[Pair]) -> Iterator[str]:
    """The totals into which the figures of two columns of one row are added."""
    for one, other in both:
        changed = differing(one, other)
        yield ".".join("total" if at == changed else part for at, part in enumerate(one.split(".")))
