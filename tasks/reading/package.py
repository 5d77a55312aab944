"""Several files that make one submission: one is primary, others lend what it lacks, and the choice is explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from msgspec.structs import replace

from tasks.form import load_forms
from tasks.language import _
from tasks.reading.archives import Member, members
from tasks.reading.evidence import Evidence, chapter_of, evidence_of, figures_in, tables_of
from tasks.reading.mail import mail_members
from tasks.records import Grid, GridTable, Limits, Origin, Paragraph, Refusal

_EXACT = frozenset({"docx", "doc", "rtf", "odt", "ods", "html", "xlsx", "xls", "csv"})
_TABLES = 3
_MOST_CHAPTERS = 4
_TOLD = 3  # files of which the refusal says why
_UNREAD = "no_text_layer"
_HARMLESS = {"unknown_type", "empty", _UNREAD}
_Block = Paragraph | GridTable


class Read(Protocol):
    """How a member is read: pictures=False means that what needs OCR is refused with no_text_layer, at no cost."""

    def __call__(self, data: bytes, name: str, limits: Limits, depth: int, pictures: bool) -> Grid: ...


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One member that was read, with what of a report it holds."""

    name: str
    grid: Grid
    evidence: Evidence

    @property
    def rank(self) -> tuple[int, int, bool, int, int]:
        """Most tables with figures first, then chapters, then exact kinds before those read by eye."""
        found = self.evidence
        figures = sum(sum(counter.values()) for counter in found.figures.values())
        return len(found.filled), len(found.chapters), self.grid.kind in _EXACT, figures, found.length


def read_package(data: bytes, kind: str, limits: Limits, read: Read, *, depth: int = 1, pictures: bool = True) -> Grid:
    """One Grid from a `zip`, `7z`, `rar` or `mail`; origins carry the member, note says which file was taken for what.

    depth counts from 1 the packages around the members. OCR is tried (pictures) only where the others lack something.

    Raises
      Refusal too_large (bomb, nested too deep), encrypted, unreadable, two_reports, or why no member could be read.
    """
    parts, refused, waiting = _read_all(files_in(data, kind, limits, depth), limits, read, depth)
    if waiting and not _complete(parts):
        if not pictures:
            raise Refusal(_UNREAD, _("只有图片，没有文字"))
        later, more, _none = _read_all(waiting, limits, read, depth, pictures=True)
        parts, refused, waiting = parts + later, refused + more, []
    return combine(parts, refused, [member.name for member in waiting])


def files_in(data: bytes, kind: str, limits: Limits, depth: int) -> Iterator[Member]:
    """The files of a `zip`, `7z`, `rar` or `mail`; Refusal when it lies too deep or breaks a limit."""
    if depth > limits.depth:
        raise Refusal("too_large", _("压缩包或邮件嵌套超过 {depth} 层，已拒收").format(depth=limits.depth))
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


def part_of(name: str, grid: Grid) -> Part:
    """A member with its evidence; every origin from now on says in which member it stood."""
    return Part(name, replace(grid, blocks=tuple(_marked(block, name) for block in grid.blocks)), evidence_of(grid))


def whole(grid: Grid) -> bool:
    """Whether a file is a report by itself: all three tables filled in, and most chapters."""
    return _complete([Part("", grid, evidence_of(grid))])


def _complete(parts: Sequence[Part]) -> bool:
    tables = {table for part in parts for table in part.evidence.filled}
    chapters = {chapter for part in parts for chapter in part.evidence.chapters}
    return len(tables) >= _TABLES and len(chapters) >= _MOST_CHAPTERS


def combine(parts: Sequence[Part], refused: Sequence[tuple[str, Refusal]], unread: Sequence[str] = ()) -> Grid:
    """One Grid from the files of one submission; Refusal when they are not one report, or a needed one failed."""
    reports = sorted((part for part in parts if part.evidence.is_report), key=lambda part: part.rank, reverse=True)
    _refuse_missing(parts, refused)
    _refuse_two(reports)
    differing = _differing(reports)
    primary = reports[0] if reports else max(parts, key=lambda part: part.rank)
    text = _text_owner(primary, reports)
    owners = {table: part for part in reversed(reports) for table in part.evidence.filled}
    left_out = _left_out(parts, {text, *owners.values()}, primary, differing)
    told = _told({text, *owners.values()})
    note = _("；").join((*_choice(primary, text, owners), *told, *left_out, *_not_read(refused, unread)))
    return replace(text.grid, kind=primary.grid.kind, blocks=tuple(_merged(text, owners)), note=note)


def _text_owner(primary: Part, reports: Sequence[Part]) -> Part:
    if len(primary.evidence.chapters) >= _MOST_CHAPTERS:
        return primary
    return max([primary, *reports], key=lambda part: len(part.evidence.chapters))


def _refuse_missing(parts: Sequence[Part], refused: Sequence[tuple[str, Refusal]]) -> None:
    """A member that failed is passed over only where the others are a whole report without it."""
    for name, refusal in refused:
        vital = refusal.reason == "two_reports" or (refusal.reason not in _HARMLESS and not _complete(parts))
        if vital or (refusal.reason == _UNREAD and not any(part.evidence.filled for part in parts)):
            raise Refusal(refusal.reason, _("{name}：{detail}").format(name=name, detail=refusal.detail)) from refusal
    if not parts:
        told = [_("{name}：{detail}").format(name=name, detail=refusal.detail) for name, refusal in refused[:_TOLD]]
        said = _("里面没有能读的文件（{files}）").format(files=_("；").join(told))
        raise Refusal("unknown_type" if told else "empty", said)


def _refuse_two(reports: Sequence[Part]) -> None:
    """Full titles of different bodies or years mean different reports; a short and a full name are one body."""
    titled = [(part, part.evidence.title) for part in reports if part.evidence.title]
    for part, title in titled[1:]:
        first, (agency, year) = titled[0][0], titled[0][1] or ("", 0)
        if title and (title[1] != year or not (title[0] in agency or agency in title[0])):
            raise Refusal(
                "two_reports",
                _("里面有两份不同的报告（{one}，{other}），请分别报送").format(one=first.name, other=part.name),
            )


def _differing(reports: Sequence[Part]) -> frozenset[str]:
    """Names of further versions whose figures differ from the first's; Refusal when both were read exactly."""
    found = set()
    for at, part in enumerate(reports):
        for other in reports[at + 1 :]:
            if _same_figures(part, other):
                continue
            if {part.grid.kind, other.grid.kind} <= _EXACT:
                message = _("{one} 与 {other} 里同一张表的数字不一致，请核对后只报送正确的一份")
                raise Refusal("two_reports", message.format(one=part.name, other=other.name))
            found.add(other.name)
    return frozenset(found)


def _same_figures(one: Part, other: Part) -> bool:
    """Whether the tables that both fill carry the same figures, as far as their sheets can be told apart."""
    shared = one.evidence.filled & other.evidence.filled
    (covered, figures), (covered_too, others) = _figures_of(one, shared), _figures_of(other, shared)
    if covered == covered_too:
        return figures == others
    return not ((figures - others) if covered < covered_too else (others - figures))


def _figures_of(part: Part, tables: frozenset[str]) -> tuple[frozenset[str], Counter[str]]:
    """Figures of the printed tables that hold these official ones, and every official table they hold."""
    blocks = [(block, held) for block, held in _tables(part) if held & tables]
    covered = frozenset(table for _block, held in blocks for table in held)
    if tables <= covered:
        return covered, sum((figures_in(block) for block, _held in blocks), Counter[str]())
    return part.evidence.filled, max((part.evidence.figures[table] for table in tables), key=len, default=Counter())


def _tables(part: Part) -> Iterator[tuple[GridTable, frozenset[str]]]:
    """Printed tables with the official ones they hold; a continuation without labels belongs to the one before."""
    held: frozenset[str] = frozenset()
    for block in part.grid.blocks:
        if isinstance(block, GridTable):
            held = tables_of(block) or (held if figures_in(block) else frozenset())
            yield block, held


def _merged(text: Part, owners: Mapping[str, Part]) -> list[_Block]:
    """The text with its own tables, and at the end of each chapter the table that another member lends."""
    lent = {table: owner for table, owner in owners.items() if owner is not text}
    dropped = {id(block) for block, held in _tables(text) if held and held <= lent.keys()}
    blocks = [block for block in text.grid.blocks if id(block) not in dropped]
    for owner in dict.fromkeys(lent[table] for table in sorted(lent)):
        wanted = {table for table, lender in lent.items() if lender is owner}
        found = [(block, held & wanted) for block, held in _tables(owner) if held & wanted]
        if not found:
            blocks.extend(owner.grid.blocks)
        for block, tables in found:
            blocks.insert(_end_of_chapter(blocks, min(_chapter(table) for table in tables)), block)
    return blocks


def _chapter(table: str) -> int:
    return next(form.table(table).section for form in load_forms().values())


def _end_of_chapter(blocks: Sequence[_Block], chapter: int) -> int:
    numbers = [chapter_of(block.text) if isinstance(block, Paragraph) else None for block in blocks]
    start = max((at for at, number in enumerate(numbers) if number == chapter), default=len(blocks))
    return next((at for at in range(start, len(blocks)) if (numbers[at] or 0) > chapter), len(blocks))


def _marked(block: _Block, name: str) -> _Block:
    if isinstance(block, Paragraph):
        return replace(block, origin=_within(block.origin, name))
    rows = (tuple(replace(cell, origin=_within(cell.origin, name)) for cell in row) for row in block.rows)
    return replace(block, rows=tuple(rows))


def _within(origin: Origin, name: str) -> Origin:
    return replace(origin, member=f"{name}/{origin.member}" if origin.member else name)


def _choice(primary: Part, text: Part, owners: Mapping[str, Part]) -> Iterator[str]:
    """Which file is primary and what the others lent, in words for a person."""
    own = _printed(table for table, owner in owners.items() if owner is primary)
    yield _("主件是“{name}”").format(name=primary.name) + (_("（{tables}取自它）").format(tables=own) if own else "")
    if text is not primary:
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
        else:
            yield _("“{name}”不含报告的章节和表格，未采用").format(name=part.name)


def _not_read(refused: Sequence[tuple[str, Refusal]], unread: Sequence[str]) -> Iterator[str]:
    for name, refusal in refused:
        yield _("“{name}”未能读取：{detail}").format(name=name, detail=refusal.detail)
    for name in unread:
        yield _("“{name}”是图片，已有文字版，未识读").format(name=name)
