"""The failing and passing cases of the equations, made for each row, column and group instead of written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from expectations import Catalogue, Identity, identities
from expectations.proving import Earlier, Fails, Passes, Raw
from tasks.form import Form, load_form
from tasks.proving.situation import clean_figures
from tasks.records import Severity

PREVIOUS = "previous."


def failing(rule: str, rules: Catalogue) -> Iterator[tuple[str, Fails]]:
    """For each equation of a rule the smallest change that breaks it, and breaks no equation of another rule.

    Equations hang together (the rows of table 3 add up to its columns), so the smallest may break two of one rule.
    """
    for edition in rules[rule].forms:
        form = load_form(edition)
        whole = identities(edition, rules)
        for identity in (identity for identity in whole if identity.rule == rule):
            changes = _smallest(identity, whole, clean_figures(form))
            broken = [it for it in whole if _residual(it, changes)]
            # The gravest first: one severity is stated, that of the equation itself.
            yield identity.subject, _fails(identity, broken, changes, form, rules)


def passing(rule: str, rules: Catalogue) -> Iterator[tuple[str, Passes]]:
    """A balanced report without a single zero in the tables of the rule, so that every term counts."""
    for edition in rules[rule].forms:
        form = load_form(edition)
        cells = rich_figures(form)
        carried = {
            code.replace("carried_in", "carried_forward"): n for code, n in cells.items() if "carried_in" in code
        }
        # The year before is much the same, or it would be an outlier, but for one figure, or it would be an old table.
        before = Earlier(form=edition, cells={**cells, **carried, "t2.licensing.decisions": 1})
        whole = Passes(form=edition, cells=cells, before=before, chapters={6: _CHARGED}, why="没有一格是零")
        yield edition, whole
        yield from _undivided(whole, form)


def _undivided(whole: Passes, form: Form) -> Iterator[tuple[str, Passes]]:
    """The same report with a group printed as one row."""
    block = form.table("t3").blocks[0]
    for single in block.single_rows:
        leaves = [row for row in block.rows if row.group and row.group.single == single.code]
        group = next(row.group.code for row in leaves if row.group)
        sums = {
            block.code(single, c): sum(int(whole.cells[block.code(r, c)] or 0) for r in leaves) for c in block.columns
        }
        cells = {code: raw for code, raw in whole.cells.items() if not code.startswith(f"t3.grp_{group}.")}
        absent = tuple(f"t3.{row.code}" for row in leaves)
        changes = {"cells": cells | sums, "absent": absent, "also": {"C-05": "合成一行由 C-05 说"}}
        yield f"{form.id} {single.code}", whole.model_copy(update=changes)


_CHARGED = "本年度向申请人发出收费通知后，有申请人逾期未缴纳费用；全年未收取信息处理费。"


def rich_figures(form: Form) -> dict[str, Raw]:
    """Tables 3 and 4 balanced, with no cell at 0, no two columns of table 3 alike, and a subtotal of every group."""
    block = form.table("t3").blocks[0]
    kinds = [column.code for column in block.columns if not column.total]
    leaves = [row.code for row in block.rows if row.within("disposed") and not row.total]
    rows = {leaf: dict.fromkeys(kinds, 1) for leaf in leaves}
    rows["granted"] = {kind: place for place, kind in enumerate(kinds, 1)}
    rows["disposed_total"] = {kind: sum(rows[leaf][kind] for leaf in leaves) for kind in kinds}
    rows["carried_in"], rows["carried_forward"] = dict.fromkeys(kinds, 2), dict.fromkeys(kinds, 3)
    rows["new_received"] = {kind: disposed + 1 for kind, disposed in rows["disposed_total"].items()}
    cells: dict[str, Raw] = {f"t3.{row}.{kind}": n for row, parts in rows.items() for kind, n in parts.items()}
    cells |= {f"t3.{row}.total": sum(parts.values()) for row, parts in rows.items()}
    for group in {row.group.code for row in block.rows if row.code in leaves and row.group and row.group.parent}:
        own = [row.code for row in block.rows if row.code in leaves and row.within(group)]
        cells |= {f"t3.grp_{group}.{kind}": len(own) for kind in kinds}
        cells[f"t3.grp_{group}.total"] = len(own) * len(kinds)
    return cells | {column: 4 if column.endswith(".total") else 1 for column in form.cells if column.startswith("t4.")}


Changes = Mapping[str, int]


def _residual(identity: Identity, changes: Changes) -> int:
    signed = zip(identity.cells, identity.coefficients, strict=True)
    return sum(sign * changes.get(code, 0) for code, sign in signed)


def _smallest(identity: Identity, whole: tuple[Identity, ...], figures: Mapping[str, Raw]) -> Changes:
    """The fewest cells to change by one that break this equation and none of another rule; LookupError beyond three."""
    touching: defaultdict[str, list[Identity]] = defaultdict(list)
    for other in whole:
        for code in other.cells:
            touching[code].append(other)
    steps = [(code, step) for code in touching for step in (1, -1) if step > 0 or int(figures.get(code) or 0) > 0]
    first = [(code, step) for code, step in steps if code in identity.cells]
    for more in range(3):
        for start in first:
            for rest in combinations(_near(start, steps, touching, more), more):
                changes = dict((start, *rest))
                if len(changes) == more + 1 and _breaks_only(identity.rule, identity, changes, touching):
                    return changes
    raise LookupError(f"{identity.rule} {identity.subject}")


def _near(
    start: tuple[str, int], steps: list[tuple[str, int]], touching: Mapping[str, list[Identity]], more: int
) -> list[tuple[str, int]]:
    """Steps on cells that share an equation with the first one; only those can mend what it breaks elsewhere."""
    if not more:
        return []
    shared = {code for identity in touching[start[0]] for code in identity.cells} - {start[0]}
    return [step for step in steps if step[0] in shared]


def _breaks_only(rule: str, identity: Identity, changes: Changes, touching: Mapping[str, list[Identity]]) -> bool:
    others = {it for code in changes for it in touching[code] if it.rule != rule}
    return bool(_residual(identity, changes)) and not any(_residual(it, changes) for it in others)


def _fails(identity: Identity, broken: list[Identity], changes: Changes, form: Form, rules: Catalogue) -> Fails:
    figures = clean_figures(form)
    own = {code: int(figures[code] or 0) + step for code, step in changes.items() if not code.startswith(PREVIOUS)}
    carried = {"t3.carried_forward.natural_person": 1, "t3.carried_forward.total": 1}
    before: dict[str, Raw] = {
        code.removeprefix(PREVIOUS): carried.get(code.removeprefix(PREVIOUS), 0) + step
        for code, step in changes.items()
        if code.startswith(PREVIOUS)
    }
    severities = Counter(rules[it.rule].outcomes[it.outcome].severity for it in broken)
    return Fails(
        form=form.id,
        cells=own,
        before=Earlier(form=form.id, cells=before),
        severity=min(severities, key=list(Severity).index),
        findings=len(broken),
    )
