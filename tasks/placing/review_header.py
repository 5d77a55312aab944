"""The header of table 四: the printed order of its three groups, and whether their five labels follow the form's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tasks.form import Line as FormLine
from tasks.form import normalise
from tasks.placing.lines import Line


def printed_order(lines: Sequence[Line], columns: Sequence[FormLine]) -> list[FormLine]:
    """The official order, or another order of the groups where their headers plainly stand so."""
    groups = {column.group.label: column.group for column in columns if column.group}
    places = _columns(lines, list(groups))
    if len(places) == len(groups) == len(set(places.values())):
        labels = sorted(groups, key=lambda label: places[label])
    else:
        outer = _side_by_side(list(dict.fromkeys(group.path[0].label for group in groups.values())), lines)
        inner = _side_by_side(list(groups), lines)
        labels = sorted(groups, key=lambda label: (outer.index(groups[label].path[0].label), inner.index(label)))
    return [column for label in labels for column in columns if column.group and column.group.label == label]


def _columns(lines: Sequence[Line], labels: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The printed tables, and their true columns, in which the groups' headers begin."""
    places: dict[str, tuple[int, int]] = {}
    for line in lines:
        for part in line.fields:
            for label in labels:
                if line.table and line.spans and normalise(part.text) == normalise(label):
                    places.setdefault(label, (line.table, part.column))
    return places


def _side_by_side(labels: list[str], lines: Sequence[Line]) -> list[str]:
    """Labels in the order in which they stand on one line of a dump; as they are where no line holds two."""
    for line in lines:
        words = [normalise(part.text) for part in line.fields]
        here = [label for label in labels if normalise(label) in words]
        if line.table and not line.spans and len(here) > 1:
            printed = sorted(here, key=lambda label: words.index(normalise(label)))
            places = sorted(labels.index(label) for label in here)
            ordered = dict(zip(places, printed, strict=True))
            return [ordered.get(place, label) for place, label in enumerate(labels)]
    return labels


def in_words(line: Line, columns: Sequence[FormLine]) -> list[Line]:
    """The header that running text prints before its figures, a label a field; torn labels end a line."""
    labels = {normalise(text) for column in columns for text in (*column.spellings, *column.path[:-1])}
    known = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    runs = re.findall(f"(?:{known})+", line.fields[0].text)
    return [
        replace(line, fields=tuple(replace(line.fields[0], text=w) for w in re.findall(known, run))) for run in runs
    ]


def follows_form(header: Sequence[Line], columns: Sequence[FormLine]) -> bool:
    """Whether on every header line each label is followed by the one that follows it in the form, misprints apart."""
    first = next(column.group for column in columns if column.group)
    own = [column for column in columns if column.group is first]
    place = {normalise(text): number for number, column in enumerate(own) for text in column.spellings}
    for line in header:
        fields = [part for part in line.fields if not part.blank]
        words = [normalise(part.text) for part in fields]
        known = [at for at, word in enumerate(words) if word in place]
        for here, there in pairwise(known):
            step = (place[words[there]] - place[words[here]]) % len(own)
            between = fields[there].column - fields[here].column - fields[here].colspan
            apart = between + 1 if line.spans else there - here
            if step not in {1, (there - here) % len(own), apart % len(own)}:
                return False
    return True
