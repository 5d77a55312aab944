"""Which line of a table is which row of the form: labels, group and order weighed together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.form import Block, Table, normalise
from tasks.form import Line as FormLine
from tasks.placing.lines import Field, Line
from tasks.placing.matching import LIKELY, row_likeness
from tasks.placing.values import looks_like_value

_GROUP_AGREES, _GROUP_DIFFERS = 0.2, 0.4
_SENTENCE = 0.3  # in running text a label without its whole row of figures is likely a sentence's
DOUBTFUL = 0.7  # of a figure whose row is a guess: it is listed for a person
_BY_ORDER = 0.95
_TIE = 0.12


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of the form with the block it belongs to."""

    block: Block
    row: FormLine


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a row: its label fields and, to the right of the last one, its figures."""

    at: int
    line: Line
    labels: tuple[Field, ...]
    values: tuple[Field, ...]

    @property
    def label(self) -> str:
        return self.labels[-1].text if self.labels else ""

    @property
    def label_end(self) -> int:
        return len(self.line.fields) - len(self.values)


@dataclass(frozen=True, slots=True)
class Matched:
    """A candidate and its row; certainty is the label's likeness, less where only the order speaks."""

    candidate: Candidate
    form_row: FormRow
    certainty: float


def form_rows(table: Table) -> list[FormRow]:
    return [FormRow(block, row) for block in table.blocks for row in block.rows]


def candidates(lines: Sequence[Line], table: Table) -> list[Candidate]:
    """Lines that carry a row or group label of this table, and lines of figures that might have lost theirs."""
    rows = [form_row.row for form_row in form_rows(table)]
    known: dict[str, bool] = {}
    found = []
    for at, line in enumerate(lines):
        if line.table == 0 and not line.stream:
            continue
        last = line.labels - 1 if line.stream else _last_label(line, rows, table, known)
        labels = tuple(field for field in line.fields[: last + 1] if not field.blank)
        values = line.fields[last + 1 :]
        if any(not field.blank for field in values) or labels:
            found.append(Candidate(at, line, labels, values))
    return found


def _last_label(line: Line, rows: Sequence[FormLine], table: Table, known: dict[str, bool]) -> int:
    """The place of the last official label, else the place before the first figure; -1 without either.

    known remembers which texts are labels.
    """
    for field in line.fields:
        if field.text not in known:
            known[field.text] = _is_label(field, rows, table)
    official = [place for place, field in enumerate(line.fields) if known[field.text]]
    if official:
        return official[-1]
    filled = (place for place, field in enumerate(line.fields) if not field.blank and looks_like_value(field.text))
    return next(filled, 0) - 1


def _is_label(field: Field, rows: Sequence[FormLine], table: Table) -> bool:
    if field.blank or looks_like_value(field.text):
        return False
    return any(row_likeness(field.text, row) >= LIKELY for row in rows) or group_of(field.text, table) is not None


def group_of(text: str, table: Table) -> str | None:
    """The code of the group whose label this is, if any."""
    words = normalise(text)
    for group in table.groups:
        if words and words in {normalise(label) for label in (group.label, *group.aliases)}:
            return group.code
    return None


def match_rows(found: Sequence[Candidate], table: Table) -> list[Matched]:
    """Best alignment of lines and rows, both in order (dynamic programming); then gaps that only one row fits."""
    rows = form_rows(table)
    words = {candidate.label: _likenesses(candidate.label, rows) for candidate in found if candidate.labels}
    scores = [_scores(candidate, words.get(candidate.label, {}), rows, table) for candidate in found]
    pairs = _align(scores, len(rows))
    matched = [Matched(found[i], rows[j], _sure(i, j, found, scores)) for i, j in pairs]
    gaps = [score or group_of(found[i].label, table) is not None for i, score in enumerate(scores)]
    return sorted(matched + _fill_gaps(found, rows, pairs, gaps), key=lambda match: match.candidate.at)


def _likenesses(label: str, rows: Sequence[FormRow]) -> dict[int, float]:
    """How like a label is to each row that it may name."""
    found = ((index, row_likeness(label, form_row.row)) for index, form_row in enumerate(rows))
    return {index: likeness for index, likeness in found if likeness >= LIKELY}


def _scores(
    candidate: Candidate, words: Mapping[int, float], rows: Sequence[FormRow], table: Table
) -> dict[int, float]:
    """Score by row index; only rows near the best are kept, so that a sure label is never pushed to a likely one."""
    if not candidate.labels or not candidate.values:
        return {}
    groups = {code for field in candidate.labels[:-1] if (code := group_of(field.text, table))}
    scores: dict[int, float] = {}
    for index, likeness in words.items():
        base, form_row = likeness, rows[index]
        if groups:
            base += _GROUP_AGREES if any(form_row.row.within(code) for code in groups) else -_GROUP_DIFFERS
        if candidate.line.stream and len(candidate.values) != len(form_row.block.columns):
            base -= _SENTENCE
        scores[index] = base
    best = max(scores.values(), default=0.0)
    return {index: score for index, score in scores.items() if score >= best - _TIE}


def _sure(i: int, j: int, found: Sequence[Candidate], scores: Sequence[dict[int, float]]) -> float:
    """The score as certainty; in running text, other figures behind the same words dispute it."""
    figures = [field.text for field in found[i].values]
    rivals = (
        k for k, other in enumerate(found)
        if k != i and other.line.stream and scores[k].get(j, 0.0) >= scores[i][j]
        and [field.text for field in other.values] != figures
    )  # fmt: skip
    return DOUBTFUL if found[i].line.stream and any(True for _ in rivals) else min(1.0, scores[i][j])


def _align(scores: Sequence[dict[int, float]], width: int) -> list[tuple[int, int]]:
    """Strictly increasing pairs (line, row) with the greatest total score."""
    best: list[list[float]] = [[0.0] * (width + 1) for _ in range(len(scores) + 1)]
    for i, row_scores in enumerate(scores, 1):
        for j in range(1, width + 1):
            best[i][j] = max(best[i - 1][j], best[i][j - 1], best[i - 1][j - 1] + row_scores.get(j - 1, 0.0))
    pairs = []
    i, j = len(scores), width
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            pairs.append((i - 1, j - 1))
            i, j = i - 1, j - 1
    return pairs[::-1]


def _fill_gaps(
    found: Sequence[Candidate],
    rows: Sequence[FormRow],
    pairs: Sequence[tuple[int, int]],
    read: Sequence[object],
) -> list[Matched]:
    """Between two sure neighbours, as many unread lines of figures as missing rows are those rows."""
    filled = []
    for (i, j), (k, m) in pairwise(pairs):
        width = len(rows[j].block.columns)
        unread = [
            candidate
            for candidate, known in zip(found[i + 1 : k], read[i + 1 : k], strict=True)
            if not known and len(candidate.values) >= width and candidate.line.table == found[i].line.table
        ]
        missing = range(j + 1, m)
        if unread and len(unread) == len(missing) and rows[j].block is rows[m].block and width > 1:
            filled += [
                Matched(candidate, rows[index], _BY_ORDER if _part_of(candidate.label, rows[index].row) else DOUBTFUL)
                for candidate, index in zip(unread, missing, strict=True)
            ]
    return filled


def _part_of(label: str, row: FormLine) -> bool:
    """Whether a label is lost, or what is left of it belongs to this row."""
    words = normalise(label)
    return not words or (
        len(words) > 2 and any(words in normalise(text) for text in (*row.spellings, row.label + row.hint))
    )
