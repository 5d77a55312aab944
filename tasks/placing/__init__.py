"""Grid to Placement: every official cell with its text, meaning and place. Pure: no file, no clock, no network."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tasks.form import Form, compact, normalise
from tasks.language import _
from tasks.placing.blank_form import doubt_lone, place_blanks
from tasks.placing.edition import find_form
from tasks.placing.heads import whole_heads
from tasks.placing.identity import Title, find_title
from tasks.placing.lines import Line, flatten
from tasks.placing.narrative import facts_of
from tasks.placing.pictures import unread, without_pictures
from tasks.placing.review_table import place_review
from tasks.placing.script import simplified
from tasks.placing.sections import Heading, find_sections
from tasks.placing.streams import BLANK_CELL
from tasks.placing.sums import confirm
from tasks.placing.tables import Placed, known_words, leftovers, place_rows
from tasks.placing.torn import mended
from tasks.placing.true_columns import with_true_columns
from tasks.placing.turned import upright
from tasks.placing.values import looks_like_value, parse_value
from tasks.records import Grid, Placement, Refusal

__all__ = ["facts_of", "parse_value", "place"]

_MOST_LINES = 10_000  # a report has a few hundred; placing takes some seconds for so many


def place(grid: Grid) -> Placement:
    """Place a document. Refusal when it holds two reports, or nothing of a report at all."""
    grid, pictures = without_pictures(grid)
    lines = mended(whole_heads(flatten(upright(simplified(grid)))))
    if sum(any(not field.blank for field in line.fields) for line in lines) > _MOST_LINES:
        raise Refusal("too_large", _("文件内容过多，已拒收"))
    headings, _sections = find_sections(lines, lambda line: True)
    title, titles = find_title(lines, headings[0].at if headings else len(lines), grid.title)
    _refuse_two(titles)
    form, told = find_form(lines, title.year)
    lines = with_true_columns(lines, form)
    placed = Placed(doubted=() if told else ("t2",))  # the only table in which the editions differ cell by cell
    prose = _table_region(lines, headings)
    place_rows(lines, prose, form, "t2", placed)
    place_rows(lines, prose, form, "t3", placed)
    place_review(lines, prose, _chapter(lines, headings, form.table("t4").section), form, placed)
    if prose:
        place_blanks(prose, form, placed)
    doubt_lone(lines, form, placed)
    if not placed.cells and len(headings) < 2:
        reason = _("文件中没有找到年度报告的章节和表格，请确认是否报错了文件")
        raise Refusal("no_report", _("；").join(filter(None, (reason, grid.note))))
    confirm(placed.cells, form, placed.dim)
    headings, sections = find_sections(lines, _prose_of(lines, form, placed))
    first = headings[0].at if headings else 0
    preamble = "\n".join(line.text.strip() for line in lines[:first] if not line.table and line.text)
    order = {code: place for place, code in enumerate(form.cells)}
    return Placement(
        agency=title.agency,
        year=title.year,
        form=form.id,
        title=title.text,
        cells=dict(sorted(placed.cells.items(), key=lambda item: order.get(item[0], len(order)))),
        sections=sections,
        narrative=facts_of(sections, year=title.year),
        unplaced=tuple(placed.unplaced + leftovers(lines, form, placed) + unread(pictures, form, placed)),
        headings=tuple(heading.number for heading in headings),
        tables=dict(placed.tables),
        preamble=preamble,
        title_origin=title.origin,
        note=grid.note,
    )


def _refuse_two(titles: Sequence[Title]) -> None:
    """Two full titles of different bodies or years mean two reports; which one is meant is not ours to say."""
    names = {(compact(title.agency), title.year) for title in titles}
    if len(names) > 1 and not _same_body(titles):
        listed = "；".join(title.text for title in titles)
        raise Refusal(
            "two_reports", _("一个文件里有两份报告（{titles}），请拆成两个文件分别报送").format(titles=listed)
        )


def _same_body(titles: Sequence[Title]) -> bool:
    """A short and a full name of one body in one year are one report (XX县商务局, 商务局)."""
    longest = max((compact(title.agency) for title in titles), key=len)
    return len({title.year for title in titles}) == 1 and all(compact(title.agency) in longest for title in titles)


def _prose_of(lines: Sequence[Line], form: Form, placed: Placed) -> Callable[[Line], bool]:
    """Prose is all outside the official tables; inside one (a workbook's sheet), lone texts that are no label."""
    tables = {line.table for line in lines if line.table and any(id(field) in placed.used for field in line.fields)}
    labels = known_words(form)

    def is_prose(line: Line) -> bool:
        if line.table not in tables:
            return line.text != BLANK_CELL
        return bool(line.sole) and not looks_like_value(line.sole) and normalise(line.sole) not in labels

    return is_prose


def _table_region(lines: Sequence[Line], headings: Sequence[Heading]) -> list[Line]:
    """Running text in which a table may have been dissolved: from chapter two (else one) up to chapter five."""
    at = {heading.number: heading.at for heading in headings}
    start = at.get(2, at.get(1, 0))
    end = at.get(5, at.get(6, len(lines)))
    return list(lines[start:end])


def _chapter(lines: Sequence[Line], headings: Sequence[Heading], number: int) -> list[Line]:
    """What stands below one chapter's heading, up to the next."""
    start = next((heading.at for heading in headings if heading.number == number), len(lines))
    end = next((heading.at for heading in headings if heading.at > start), len(lines))
    return list(lines[start + 1 : end])
