"""Together: files of one agency that make one report, and those that repeat what its whole report says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from tasks import warehouse
from tasks.county import find_agency
from tasks.form import compact, load_form, load_forms
from tasks.language import _
from tasks.open import Desk
from tasks.placing import place
from tasks.reading import MOST_CHAPTERS, Part, by_eye, combine, part_of, title_of, whole
from tasks.records import CERTAIN, Grid, GridTable, Placement, Receipt, Refusal, Semantic

REPEATS, PIECE = "repeats_report", "piece_of_report"
_DATE = re.compile(r"[\d〇○零一二三四五六七八九十]+年[\d一二三四五六七八九十]+月(?:[\d一二三四五六七八九十]+日)?")
_SHORT = 120  # characters of a page with a name, a date and a seal


@dataclass(frozen=True)
class Document:
    """A receipt with what its bytes say."""

    receipt: Receipt
    grid: Grid

    @property
    def name(self) -> str:
        return Path(self.receipt.file_name).name


@dataclass(frozen=True)
class _Report:
    """A whole report that other files are held against."""

    name: str
    placement: Placement


def join_files(desk: Desk, documents: Sequence[Document]) -> list[Document | tuple[Document, Refusal]]:
    """Files of one agency of which none is a report by itself (text here, tables there) become one submission.

    Each keeps its receipt and gets the joined grid; files that contradict each other stay alone and are judged alone.
    What only repeats a whole report of the agency, or is a piece of it, is given with the Refusal that says so.
    """
    mine: dict[tuple[str, int], list[Document]] = defaultdict(list)
    for document in documents:
        if owner := _owner(desk, document):
            mine[(owner, document.receipt.year)].append(document)
    found: dict[int, Document | tuple[Document, Refusal]] = {}
    for (owner, year), files in mine.items():
        found |= _joined(desk, owner, year, files)
    return [found.get(id(document), document) for document in documents]


def _owner(desk: Desk, document: Document) -> str:
    """The code of who handed it in, else of whom its title names; "" where neither tells."""
    if document.receipt.submitter:
        return document.receipt.submitter
    title = title_of(document.grid)
    agency = find_agency(desk.roster, title[0], document.receipt.year) if title else None
    return agency.code if agency else ""


def _joined(
    desk: Desk, owner: str, year: int, files: Sequence[Document]
) -> dict[int, Document | tuple[Document, Refusal]]:
    torn = [file for file in files if not whole(file.grid)]
    reports = [file for file in files if file not in torn]
    seen = [file for file in reports if by_eye(file.grid)]
    exact = [file for file in reports if file not in seen]
    if not (torn or seen):
        return {}
    known = {file.receipt.sha256 for file in files}
    pieces = _one_report(torn, _earlier(desk, owner, year, known))
    typed = _newest(exact) or _stored(desk, owner, year, known)
    report = typed or _newest(seen)
    found: dict[int, Document | tuple[Document, Refusal]] = {}
    for file in (*torn, *(seen if typed else ())):
        document = pieces.get(id(file), file)
        whole_now = file in torn and whole(document.grid)
        refusal = _held_against(report, document, desk, owner) if report and not whole_now else None
        found[id(file)] = (document, refusal) if refusal else document
    return found


def parts_of(files: Sequence[Document]) -> list[Part]:
    """What each file holds of a report; those that were read as one document, and share its grid, once."""
    by_grid: dict[int, list[Document]] = defaultdict(list)
    for file in files:
        by_grid[id(file.grid)].append(file)
    return [part_of(same[0].name, same[0].grid, len(same)) for same in by_grid.values()]


def _one_report(files: Sequence[Document], earlier: Sequence[Part]) -> dict[int, Document]:
    """The files with the grid that they make together, by their ids."""
    parts = [*parts_of(files), *earlier]
    with suppress(Refusal):
        return {id(file): replace(file, grid=combine(parts, [])) for file in files} if len(parts) > 1 else {}
    return {}


def _earlier(desk: Desk, owner: str, year: int, known: set[str]) -> list[Part]:
    """What the agency's newest revision was read from, when that was no whole report either."""
    revision = warehouse.latest_revisions(desk.engine, year).get(owner)
    stored = warehouse.load_grid(desk.engine, revision.sha256) if revision and revision.sha256 not in known else None
    if revision is None or stored is None:
        return []
    grid = Grid.from_json(stored)
    return [] if whole(grid) else [part_of(revision.sha256[:8], grid)]


def _newest(files: Sequence[Document]) -> _Report | None:
    """The whole report that came last."""
    with suppress(Refusal):
        if files:
            last = max(files, key=lambda file: file.receipt.received_at)
            return _Report(last.name, place(last.grid))
    return None


def _stored(desk: Desk, owner: str, year: int, known: set[str]) -> _Report | None:
    """The agency's newest revision, where that is a whole report."""
    revision = warehouse.latest_revisions(desk.engine, year).get(owner)
    if revision is None or revision.sha256 in known:
        return None
    placement = warehouse.load_placement(desk.engine, revision)
    names = [a.receipt.file_name for a in warehouse.arrivals(desk.engine, year) if a.receipt.sha256 == revision.sha256]
    return _Report(Path(names[0]).name if names else revision.sha256[:8], placement) if is_whole(placement) else None


def is_whole(placement: Placement) -> bool:
    """Whether a report has most chapters and something of every table."""
    if placement.form not in load_forms():
        return False
    found = {code.split(".", 1)[0] for code in placement.cells}
    tables = {table.code for table in load_form(placement.form).tables}
    return len(set(placement.headings)) >= MOST_CHAPTERS and found >= tables


def lacking(placement: Placement) -> Mapping[str, int]:
    """How many cells of each table were not found, by the table's printed name."""
    form = load_form(placement.form)
    missing = [cell.table for code, cell in form.cells.items() if code not in placement.cells]
    names = {table.code: _("表{number}").format(number=table.number) for table in form.tables}
    return {name: missing.count(code) for code, name in names.items() if code in missing}


def _held_against(report: _Report, document: Document, desk: Desk, owner: str) -> Refusal | None:
    """Why a file is not needed beside a whole report, or what it has that the report lacks; None = it stands alone."""
    words = {"file": document.name, "report": report.name}
    try:
        own = place(document.grid)
    except Refusal:
        said = _("“{file}”里只有名称、日期、印章一类的字，没有报告的内容；“{report}”是完整的报告，不需要它")
        return Refusal(REPEATS, said.format(**words)) if _is_seal_page(document.grid) else None
    if not _same_body(own, report.placement, desk, owner) or _differ(own, report.placement):
        return None
    more = [code for code in own.cells if code not in report.placement.cells]
    if more and not is_whole(own):
        said = _("“{file}”里有“{report}”缺的 {count} 格。请机关把正文和全部表格合成一个文件重新报送")
        return Refusal(PIECE, said.format(count=len(more), **words))
    seen = by_eye(document.grid)
    if more or not (seen or (own.cells and _says_the_same(own, report.placement))):
        return None
    return Refusal(REPEATS, _repeated(len(own.cells), seen).format(count=len(own.cells), **words))


def _repeated(cells: int, seen: bool) -> str:
    if not cells:
        return _("“{file}”没有表格里的数；“{report}”是完整的报告，以它为准（文字没有逐字比对）")
    if seen:
        return _("“{file}”的 {count} 格与“{report}”一致，没有更多的数，不重复计（文字没有逐字比对）")
    return _("“{file}”的 {count} 格与“{report}”一致，没有更多内容，不重复计")


def _same_body(own: Placement, other: Placement, desk: Desk, owner: str) -> bool:
    if own.year is not None and other.year is not None and own.year != other.year:
        return False
    agency = find_agency(desk.roster, own.agency, own.year or other.year or 0) if own.agency else None
    return not own.agency or (agency is not None and agency.code == owner)


def _differ(own: Placement, other: Placement) -> bool:
    """Whether two reports surely say different things of a cell."""
    pairs = [(cell, other.cells[code]) for code, cell in own.cells.items() if code in other.cells]
    sure = [(one, two) for one, two in pairs if min(one.certainty, two.certainty) >= CERTAIN]
    return any((one.value, _nothing(one.semantic)) != (two.value, _nothing(two.semantic)) for one, two in sure)


def _nothing(semantic: Semantic) -> bool:
    return semantic in {Semantic.BLANK, Semantic.ABSENT}


def _says_the_same(own: Placement, other: Placement) -> bool:
    """Whether the prose stands in the other's, too."""
    said = "".join(compact(section.text) for section in other.sections.values()) + compact(other.preamble)
    return all(compact(line) in said for section in own.sections.values() for line in section.text.split("\n"))


def _is_seal_page(grid: Grid) -> bool:
    """Whether a page says no more than who signs and when: short, no table, no number but a date's."""
    if any(isinstance(block, GridTable) for block in grid.blocks):
        return False
    words = compact("".join(getattr(block, "text", "") for block in grid.blocks))
    return len(words) <= _SHORT and not any(char.isdigit() for char in _DATE.sub("", words))
