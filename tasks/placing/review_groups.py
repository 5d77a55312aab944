"""Table 四 in three rows or three tables of five figures, each below or beside the words of its group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tasks.form import Line as FormLine
from tasks.form import compact, normalise
from tasks.placing.lines import Field, Line
from tasks.placing.values import looks_like_value

_CAPTION = 24  # characters; longer lines are sentences


def by_groups(lines: Sequence[Line], columns: Sequence[FormLine]) -> list[Field]:
    """The figures in the order of the columns, or none where not every group has just one row of its own."""
    labels = {column.group.label: compact(column.group.label) for column in columns if column.group}
    leaves = [normalise(column.label) for column in columns[: len(columns) // len(labels)]]
    found: dict[str, list[list[Field]]] = defaultdict(list)
    blank: set[str] = set()  # groups with a row left blank, none of figures above it in the same printed table
    figured: set[tuple[str, int]] = set()
    heads: list[Field] = []
    table, caption = 0, ""
    for line in lines:
        words = [normalise(part.text) for part in line.fields]
        if line.table and [word for word in words if word in leaves] == leaves:
            table = line.table
            heads = [part for part, word in zip(line.fields, words, strict=True) if word in leaves]
        told = [label for label, words_ in labels.items() if words_ in compact(line.text)]
        if line.table and line.table == table and (figures := _below(heads, line)):
            label = told[0] if len(told) == 1 else caption
            if any(not part.blank for part in figures):
                found[label].append(figures)
                figured.add((label, table))
            elif (label, table) not in figured:
                blank.add(label)
        elif len(told) == 1 and sum(not p.blank and looks_like_value(p.text) for p in line.fields) >= len(leaves):
            return []  # a row of a group whose heads stand elsewhere, on the page before
        elif told:
            caption = told[0] if len(told) == 1 and len(compact(line.text)) <= _CAPTION else ""
    if set(found) != set(labels) or any(len(rows) > 1 for rows in found.values()) or blank & set(labels):
        return []
    return [part for label in labels for part in found[label][0]]


def _below(heads: Sequence[Field], line: Line) -> list[Field]:
    """One figure a header: those below them, or, where columns are not true, the first so many behind the label."""
    places = {head.column for head in heads}
    after = [part for part in line.fields if part.column in places] if line.spans else _behind_label(line)
    figures, rest = after[: len(heads)], after[len(heads) :]
    plain = len(figures) == len(heads) and all(looks_like_value(part.text) for part in figures)
    sure = line.spans or not figures or not figures[0].blank
    return figures if plain and sure and all(part.blank for part in rest) else []


def _behind_label(line: Line) -> list[Field]:
    last = max((place for place, part in enumerate(line.fields) if not looks_like_value(part.text)), default=-1)
    return list(line.fields[last + 1 :])
