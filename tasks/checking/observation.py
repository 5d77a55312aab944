"""What is seen of one report before anything is judged: a row of the wide frame, and evidence for every finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from expectations import Identity
from tasks.form import Form

Column = float | str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding in waiting: its cells, the two values, the terms, and words for the message's placeholders.

    english holds the words that are others in the English message.
    subject: of several of one outcome, the one it stands for ("" = said whichever fails).
    """

    cells: tuple[str, ...] = ()
    expected: Decimal | str | None = None
    found: Decimal | str | None = None
    difference: Decimal | None = None
    parts: tuple[tuple[str, int, Decimal | None], ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)
    english: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""


@dataclass(slots=True)
class Observation:
    """The columns of a report in the wide frame, and by rule what would be said of it.

    evidence: by (rule, outcome), to be said where Great Expectations finds that outcome failing.
    doubts: by rule, the reasons (of the catalogue's `undecided`) why it cannot be decided.
    excused: by rule, the reason (of `not_applicable`) why it does not apply.
    words: for every message about this report.
    unasked: columns that stay empty because the question does not arise in this report.
    claims: what the prose says of single cells.
    undivided: the cells of groups that this report prints as one row; equations count them beside the leaves.
    """

    columns: dict[str, Column] = field(default_factory=dict)
    evidence: dict[tuple[str, str], list[Evidence]] = field(default_factory=dict)
    doubts: dict[str, list[tuple[str, Evidence]]] = field(default_factory=dict)
    excused: dict[str, tuple[str, Evidence]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    unasked: set[str] = field(default_factory=set)
    figures: dict[str, Decimal | None] = field(default_factory=dict)
    blanks: frozenset[str] = frozenset()
    undivided: frozenset[str] = frozenset()
    derived: Mapping[str, Identity] = field(default_factory=dict)
    claims: dict[str, Decimal] = field(default_factory=dict)

    def say(self, rule: str, outcome: str, found: Iterable[Evidence], column: str = "") -> None:
        """Keep the evidence of an outcome; its number is the column that the suite looks at, where one is named."""
        evidence = list(found)
        self.evidence[rule, outcome] = evidence
        if column:
            self.columns[column] = float(len(evidence))

    def ask(self, column: str, value: Column, when: bool = True) -> None:
        """The value that the suite looks at, where the question arises at all; None then needs a doubt."""
        self.columns[column] = value if when else None
        if not when:
            self.unasked.add(column)

    def doubt(self, rule: str, reason: str, cells: Sequence[str] = (), **words: str) -> None:
        self.doubts.setdefault(rule, []).append((reason, Evidence(cells=tuple(cells), words=words)))

    def lack(self, rule: str, cells: Sequence[str], form: Form, reason: str = "unusable") -> None:
        """Doubt for want of figures that can be used, with the cells' labels; nothing where no cell is named."""
        if cells:
            self.doubt(rule, reason, cells, labels=enumerate_words([form.cells[code].label for code in cells]))

    def excuse(self, rule: str, reason: str, **words: str) -> None:
        self.excused[rule] = (reason, Evidence(words=words))


def plain(value: Decimal) -> str:
    """Digits as a person writes them: no exponent, no idle zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def enumerate_words(words: Sequence[str], most: int = 8) -> str:
    """A list in a sentence; a long one is cut with an ellipsis."""
    return "、".join(words[:most]) + ("…" if len(words) > most else "")
