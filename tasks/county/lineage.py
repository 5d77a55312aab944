"""How agencies became others: renames, mergers, splits, ends and foundings, as a CSV file that a clerk edits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tasks.county.names import find_agency
from tasks.county.problem import RosterError
from tasks.county.sheet import Faults, Note, Row, read_rows, split, to_date, to_word
from tasks.language import N_, _
from tasks.records import Agency, Change, Descent

COLUMNS = {"date": "日期", "kind": "变动", "before": "原机关", "after": "现机关", "basis": "依据"}
KINDS = {
    "renamed": N_("改名"),
    "merged": N_("合并"),
    "split": N_("分立"),
    "abolished": N_("撤销"),
    "created": N_("新设"),
}
_MANY = 1_000
# How many agencies stand before and after a change, at least and at most.
_COUNTS = {
    "renamed": ((1, 1), (1, 1)),
    "merged": ((2, _MANY), (1, 1)),
    "split": ((1, 1), (2, _MANY)),
    "abolished": ((1, 1), (0, 1)),
    "created": ((0, 0), (1, 1)),
}


def load_lineage(path: Path, roster: Sequence[Agency]) -> tuple[Change, ...]:
    """Read lineage.csv; no such file means no changes. RosterError with every fault by line."""
    if not path.is_file():
        return ()
    faults = Faults(path, RosterError)
    rows = read_rows(faults, COLUMNS, ("date", "kind", "before", "after"))
    changes = [(line, _change(line, row, roster, faults.note)) for line, row in rows]
    if not faults:
        for line, fault in _contradictions(changes, {agency.code: agency for agency in roster}):
            faults.note(line, fault)
    faults.tell()
    return tuple(change for _line, change in changes if change)


def descents(changes: Iterable[Change], before: Iterable[str], after: Iterable[str], year: int) -> dict[str, Descent]:
    """For each agency of a report year (`after`), which of the year before (`before`) its report continues.

    Changes dated within the year count, in order of their days; an agency that none of them names continues itself.
    """
    sources = {code: {code} for code in before}
    for change in sorted((change for change in changes if change.on.year == year), key=lambda change: change.on):
        taken = set().union(*(sources.get(code, set()) for code in change.before))
        for code in set(change.before) - set(change.after):
            sources.pop(code, None)
        for code in change.after:
            sources[code] = taken if code in change.before else sources.get(code, set()) | taken
    living = {code: sources.get(code, set()) for code in after}
    heirs: defaultdict[str, set[str]] = defaultdict(set)
    for code, taken in living.items():
        for source in taken:
            heirs[source].add(code)
    return {code: _descent(code, living, heirs) for code in living}


def _descent(code: str, living: Mapping[str, set[str]], heirs: Mapping[str, set[str]]) -> Descent:
    """Its own sources, widened until nobody outside continues one of them."""
    group, taken, open_ends = {code}, set(living[code]), set(living[code])
    while open_ends:
        group |= heirs[open_ends.pop()]
        found = set().union(*(living[heir] for heir in group)) - taken
        taken |= found
        open_ends |= found
    return Descent(tuple(sorted(taken)), tuple(sorted(group - {code})))


def _change(line: int, row: Row, roster: Sequence[Agency], note: Note) -> Change | None:
    kind = to_word(line, row.get("kind", ""), KINDS, _("变动"), note)
    day = to_date(line, row.get("date", ""), note)
    if "date" in row and not row["date"]:
        note(line, _("缺少日期。请写从哪一天起变动，如 2024-03-15。"))
    before, after = (tuple(_codes(line, row.get(side, ""), roster, note)) for side in ("before", "after"))
    if kind in KINDS:
        for codes, label, (least, most) in zip((before, after), ("before", "after"), _COUNTS[kind], strict=True):
            if not least <= len(codes) <= most:
                note(line, _wrong_count(kind, COLUMNS[label], least, most))
    return Change(kind, day, before, after, row.get("basis", "")) if day and kind in KINDS else None


def _codes(line: int, text: str, roster: Sequence[Agency], note: Note) -> Iterator[str]:
    for word in dict.fromkeys(split(text)):
        agency = find_agency(roster, word, None)
        if agency is None:
            note(line, _("名册里没有“{word}”，或不止一个。请写名册里的代码。").format(word=word))
        else:
            yield agency.code


def _wrong_count(kind: str, column: str, least: int, most: int) -> str:
    words = {"kind": _(KINDS[kind]), "column": column, "least": least}
    if most == 0:
        return _("“{kind}”的“{column}”应当空着。").format(**words)
    if most == _MANY:
        return _("“{kind}”的“{column}”至少写 {least} 个机关，用；隔开。").format(**words)
    return _("“{kind}”的“{column}”应当写 1 个机关。").format(**words)


def _contradictions(
    changes: Sequence[tuple[int, Change | None]], agencies: Mapping[str, Agency]
) -> Iterator[tuple[int, str]]:
    """Where a change does not agree with the roster's days, or an agency ends twice."""
    ended: dict[str, int] = {}
    for line, change in changes:
        if change is None:
            continue
        for code in change.before:
            if code not in change.after and agencies[code].existed_on(change.on):
                yield (
                    line,
                    _("{code} 在 {day} 还有效。请在名册里写它的终止日期（此日之前）。").format(
                        code=code, day=change.on
                    ),
                )
            if code not in change.after and ended.setdefault(code, line) != line:
                yield (
                    line,
                    _("{code} 的去向第 {earlier} 行已经写过。请删去一行。").format(code=code, earlier=ended[code]),
                )
        for code in change.after:
            if not agencies[code].existed_on(change.on):
                yield (
                    line,
                    _("{code} 在 {day} 不在名册有效期内。请核对它的起止日期或这里的日期。").format(
                        code=code, day=change.on
                    ),
                )
