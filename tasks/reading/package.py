"""Several files that make one submission: one is primary, others lend what it lacks, and the choice is explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Protocol

from tasks.form import load_forms
from tasks.language import _
from tasks.reading.archives import Member, members
from tasks.reading.evidence import chapter_of, evidence_of
from tasks.reading.mail import mail_members
from tasks.reading.origins import Block
from tasks.reading.pages import is_page, read_pages
from tasks.reading.versions import (
    MOST_CHAPTERS,
    Part,
    by_eye,
    complete,
    differing,
    other_years,
    part_of,
    refuse_two,
    same_prose,
    tables_in,
)
from tasks.records import PICTURE, Grid, Limits, Origin, Paragraph, Refusal

_TOLD = 3  # files of which the refusal says why
_UNREAD = "no_text_layer"
_HARMLESS = {"unknown_type", "empty", _UNREAD}


class Read(Protocol):
    """How a member is read: pictures=False means that what needs OCR is refused with no_text_layer, at no cost."""

    def __call__(self, data: bytes, name: str, limits: Limits, depth: int, pictures: bool) -> Grid: ...


def read_package(data: bytes, kind: str, limits: Limits, read: Read, *, depth: int = 1, pictures: bool = True) -> Grid:
    """One Grid from a `zip`, `7z`, `rar` or `mail`; origins carry the member, note says which file was taken for what.

    depth counts from 1 the packages around the members. OCR is tried (pictures) only where the others lack something.

    Raises
      Refusal too_large (bomb, nested too deep), encrypted, unreadable, two_reports, or why no member could be read.
    """
    parts, refused, waiting = _read_all(files_in(data, kind, limits, depth), limits, read, depth)
    if waiting and not complete(parts):
        if not pictures:
            raise Refusal(_UNREAD, _("只有图片，没有文字"))
        later, more = _read_pictures(waiting, limits, read, depth)
        parts, refused, waiting = parts + later, refused + more, []
    return combine(parts, refused, [member.name for member in waiting])


def files_in(data: bytes, kind: str, limits: Limits, depth: int) -> Iterator[Member]:
    """The files of a `zip`, `7z`, `rar` or `mail`; Refusal when it lies too deep or breaks a limit."""
    if depth > limits.depth:
        said = _("压缩包或邮件套了不止 {depth} 层，没有打开；请把里面的报告取出来直接报送")
        raise Refusal("too_large", said.format(depth=limits.depth))
    return mail_members(data, limits) if kind == "mail" else members(data, kind, limits)


def _read_all(
    found: Iterable[Member], limits: Limits, read: Read, depth: int, pictures: bool = False
) -> tuple[list[Part], list[tuple[str, Refusal]], list[Member]]:
    """Members read, members refused, and those that only OCR could read."""
    parts: list[Part] = []
    refused: list[tuple[str, Refusal]] = []
    waiting: list[Member] = []
    for member in found:
        try:
            grid = read(member.data, member.file_name, limits, depth, pictures)
        except Refusal as refusal:
            if refusal.reason == _UNREAD and not pictures:
                waiting.append(member)
            else:
                refused.append((member.name, refusal))
        except MemoryError:
            raise
        except Exception as error:  # a parser's failure costs this member, not its neighbours
            why = _("文件无法解析（{error}）").format(error=type(error).__name__)
            refused.append((member.name, Refusal("unreadable", why)))
        else:
            parts.append(part_of(member.name, grid))
    return parts, refused, waiting


def _read_pictures(
    waiting: Sequence[Member], limits: Limits, read: Read, depth: int
) -> tuple[list[Part], list[tuple[str, Refusal]]]:
    """Members that OCR reads: pictures of single pages are one document, any other is one by itself."""
    pages = [member for member in waiting if is_page(member.data, limits)]
    parts: list[Part] = []
    if len(pages) > 1:
        with suppress(Refusal):  # one of them is broken: each is read, or refused, by itself
            parts = [part_of(pages[0].name, read_pages(pages, limits), len(pages))]
            waiting = [member for member in waiting if member not in pages]
    later, refused, _none = _read_all(waiting, limits, read, depth, pictures=True)
    return parts + later, refused


def whole(grid: Grid) -> bool:
    """Whether a file is a report by itself: all three tables filled in, and most chapters."""
    return complete([Part("", grid, evidence_of(grid))])


def combine(parts: Sequence[Part], refused: Sequence[tuple[str, Refusal]], unread: Sequence[str] = ()) -> Grid:
    """One Grid from the files of one submission; Refusal when they are not one report, or a needed one failed."""
    reports = sorted((part for part in parts if part.evidence.is_report), key=lambda part: part.rank, reverse=True)
    _refuse_missing(parts, refused)
    outdated = other_years(reports)
    parts, reports = [it for it in parts if it not in outdated], [it for it in reports if it not in outdated]
    refuse_two(reports)
    unlike = differing(reports)
    primary = reports[0] if reports else max(parts, key=lambda part: part.rank)
    texts = _texts(primary, parts)
    owners = {table: part for part in reversed(reports) for table in part.evidence.filled}
    used = {*texts, *owners.values()}
    left_out = [*_left_out(parts, used, primary, unlike), *map(_outdated, outdated)]
    note = _("；").join((*_choice(primary, texts, owners), *_told(used), *left_out, *_not_read(refused, unread)))
    pictures = [*unread, *(name for name, refusal in refused if refusal.reason == _UNREAD)]
    blocks = [*_merged(texts, owners), *map(_picture, pictures)]
    title = next((text.grid.title for text in texts if text.grid.title), "")
    return Grid(primary.grid.kind, tuple(blocks), title, note)


def _picture(name: str) -> Paragraph:
    """A picture that nobody read: said wherever a table turns out to be missing."""
    return Paragraph(_("（图片）"), Origin(member=name), PICTURE)


def _texts(primary: Part, parts: Sequence[Part]) -> list[Part]:
    """Whose prose is taken: who has most chapters, and who has those that are still lacking, by their order.

    Prose that was typed goes before the same recognised from pictures.
    """
    typed = [part for part in parts if len(part.evidence.chapters) >= MOST_CHAPTERS and not by_eye(part.grid)]
    taken = [primary]
    if len(primary.evidence.chapters) < MOST_CHAPTERS or (typed and by_eye(primary.grid)):
        taken = [max(typed or [primary, *parts], key=lambda part: len(part.evidence.chapters))]
    for part in parts:
        known = frozenset(chapter for text in taken for chapter in text.evidence.chapters)
        if part.evidence.chapters and part not in taken and known.isdisjoint(part.evidence.chapters):
            taken.append(part)
    return sorted(taken, key=lambda part: min(part.evidence.chapters, default=0))


def _refuse_missing(parts: Sequence[Part], refused: Sequence[tuple[str, Refusal]]) -> None:
    """A member that failed is passed over only where the others are a whole report without it."""
    for name, refusal in refused:
        vital = refusal.reason == "two_reports" or (refusal.reason not in _HARMLESS and not complete(parts))
        if vital or (refusal.reason == _UNREAD and not any(part.evidence.filled for part in parts)):
            raise Refusal(refusal.reason, _("{name}：{detail}").format(name=name, detail=refusal.detail)) from refusal
    if not parts:
        told = [_("{name}：{detail}").format(name=name, detail=refusal.detail) for name, refusal in refused[:_TOLD]]
        if not told:
            raise Refusal("empty", _("里面没有文件，或只有快捷方式和临时文件；请把报告本身放进去重新报送"))
        raise Refusal("unknown_type", _("里面没有能读的文件（{files}）").format(files=_("；").join(told)))


def _merged(texts: Sequence[Part], owners: Mapping[str, Part]) -> list[Block]:
    """The texts with their own tables, and at the end of each chapter the table that another member lends."""
    lent = {table: owner for table, owner in owners.items() if owner not in texts}
    blocks: list[Block] = []
    for text in texts:
        others = {table for table, owner in owners.items() if owner is not text}
        dropped = {id(block) for block, held in tables_in(text) if held and held <= others}
        blocks += [block for block in text.grid.blocks if id(block) not in dropped]
    for owner in dict.fromkeys(lent[table] for table in sorted(lent)):
        wanted = {table for table, lender in lent.items() if lender is owner}
        found = [(block, held & wanted) for block, held in tables_in(owner) if held & wanted]
        if not found:
            blocks.extend(owner.grid.blocks)
        for block, tables in found:
            blocks.insert(_end_of_chapter(blocks, min(_chapter(table) for table in tables)), block)
    return blocks


def _chapter(table: str) -> int:
    return next(form.table(table).section for form in load_forms().values())


def _end_of_chapter(blocks: Sequence[Block], chapter: int) -> int:
    numbers = [chapter_of(block.text) if isinstance(block, Paragraph) else None for block in blocks]
    start = max((at for at, number in enumerate(numbers) if number == chapter), default=len(blocks))
    return next((at for at in range(start, len(blocks)) if (numbers[at] or 0) > chapter), len(blocks))


def _choice(primary: Part, texts: Sequence[Part], owners: Mapping[str, Part]) -> Iterator[str]:
    """Which file is primary and what the others lent, in words for a person."""
    own = _printed(table for table, owner in owners.items() if owner is primary)
    yield _("主件是“{name}”").format(name=primary.name) + (_("（{tables}取自它）").format(tables=own) if own else "")
    for text in texts if texts != [primary] else ():
        yield _("文字取自“{name}”").format(name=text.name)
    for owner in dict.fromkeys(owners[table] for table in sorted(owners)):
        if owner is not primary:
            lent = _printed(table for table, lender in owners.items() if lender is owner)
            yield _("{tables}取自“{name}”").format(tables=lent, name=owner.name)


def _printed(tables: Iterable[str]) -> str:
    form = next(iter(load_forms().values()))
    return _("、").join(_("表{number}").format(number=form.table(table).number) for table in sorted(tables))


def _told(used: set[Part]) -> Iterator[str]:
    """What the readers had to say of the files that were used: what is hidden or doubtful in them."""
    for part in sorted(used, key=lambda part: part.name):
        if part.grid.note:
            yield _("“{name}”：{note}").format(name=part.name, note=part.grid.note)


def _left_out(parts: Sequence[Part], used: set[Part], primary: Part, differing: frozenset[str]) -> Iterator[str]:
    for part in parts:
        if part.name in differing:
            yield _("“{name}”的数字与主件不一致，请人工核对").format(name=part.name)
        elif part in used or part is primary:
            continue
        elif part.evidence.figures and not part.evidence.filled:
            yield _("“{name}”里的表是空白的，未采用").format(name=part.name)
        elif part.evidence.is_report:
            yield _("“{name}”是同一份报告的另一版本，未重复采用").format(name=part.name)
            if same_prose(part, primary) is False:
                yield _("它的数字与“{name}”相同、文字不同，请核对采用的是不是定稿").format(name=primary.name)
        else:
            yield _("“{name}”不含报告的章节和表格，未采用").format(name=part.name)


def _outdated(part: Part) -> str:
    year = part.evidence.title[1] if part.evidence.title else ""
    return _("“{name}”是 {year} 年度的报告，未采用").format(name=part.name, year=year)


def _not_read(refused: Sequence[tuple[str, Refusal]], unread: Sequence[str]) -> Iterator[str]:
    for name, refusal in refused:
        yield _("“{name}”未能读取：{detail}").format(name=name, detail=refusal.detail)
    for name in unread:
        yield _("“{name}”是图片，已有文字版，未识读").format(name=name)
