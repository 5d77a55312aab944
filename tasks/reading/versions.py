"""What each of several files holds of a report, and whether two of them are one report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from tasks.form import compact
from tasks.language import _
from tasks.reading.evidence import Evidence, evidence_of, figures_in, tables_of
from tasks.reading.origins import within
from tasks.records import Grid, GridTable, Paragraph, Refusal

MOST_CHAPTERS = 4
_TABLES = 3
_TYPED = 0.96  # what was recognised is never so sure
EXACT = frozenset({"docx", "doc", "rtf", "odt", "ods", "html", "xlsx", "xls", "csv"})


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
        return len(found.filled), len(found.chapters), self.grid.kind in EXACT, figures, found.length


def part_of(name: str, grid: Grid, files: int = 1) -> Part:
    """A member with its evidence; every origin from now on says in which member it stood (of several files it does)."""
    if files > 1:
        return Part(_("{name} 等 {count} 幅图片").format(name=name, count=files), grid, evidence_of(grid))
    return Part(name, replace(grid, blocks=within(grid.blocks, name)), evidence_of(grid))


def title_of(grid: Grid) -> tuple[str, int] | None:
    """Agency and year of the title, where it has both."""
    return evidence_of(grid).title


def by_eye(grid: Grid) -> bool:
    """Whether a file was recognised from pictures of its pages."""
    cells = [cell for block in grid.blocks if isinstance(block, GridTable) for row in block.rows for cell in row]
    return grid.kind == "image" or (grid.kind == "pdf" and all(cell.certainty < _TYPED for cell in cells if cell.text))


def complete(parts: Sequence[Part]) -> bool:
    """Whether files hold a whole report: figures of all three tables, and most chapters."""
    tables = {table for part in parts for table in part.evidence.filled}
    chapters = {chapter for part in parts for chapter in part.evidence.chapters}
    return len(tables) >= _TABLES and len(chapters) >= MOST_CHAPTERS


def other_years(reports: Sequence[Part]) -> list[Part]:
    """Reports of the same body on earlier years than the newest, where that is whole without them."""
    titles = {part: part.evidence.title for part in reports if part.evidence.title}
    newest = max((title[1] for title in titles.values() if title), default=0)
    earlier = [part for part, title in titles.items() if title and title[1] < newest]
    agencies = [title[0] for title in titles.values() if title]
    longest = max(agencies, key=len, default="")
    one_body = all(agency in longest for agency in agencies)
    return earlier if one_body and complete([part for part in reports if part not in earlier]) else []


def same_prose(one: Part, other: Part) -> bool | None:
    """Whether two files say the same outside their tables; None where their kinds cannot be compared."""
    if one.grid.kind != other.grid.kind or one.grid.kind not in EXACT:
        return None
    return _prose(one) == _prose(other)


def _prose(part: Part) -> str:
    return compact("".join(block.text for block in part.grid.blocks if isinstance(block, Paragraph)))


def refuse_two(reports: Sequence[Part]) -> None:
    """Full titles of different bodies or years mean different reports; a short and a full name are one body."""
    titled = [(part, part.evidence.title) for part in reports if part.evidence.title]
    for part, title in titled[1:]:
        first, (agency, year) = titled[0][0], titled[0][1] or ("", 0)
        if title and (title[1] != year or not (title[0] in agency or agency in title[0])):
            raise Refusal(
                "two_reports",
                _("里面有两份不同的报告（{one}，{other}），请分别报送").format(one=first.name, other=part.name),
            )


def differing(reports: Sequence[Part]) -> frozenset[str]:
    """Names of further versions whose figures differ from the first's; Refusal when both were read exactly."""
    found = set()
    for at, part in enumerate(reports):
        for other in reports[at + 1 :]:
            if _same_figures(part, other):
                continue
            if {part.grid.kind, other.grid.kind} <= EXACT:
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
    blocks = [(block, held) for block, held in tables_in(part) if held & tables]
    covered = frozenset(table for _block, held in blocks for table in held)
    if tables <= covered:
        return covered, sum((figures_in(block) for block, _held in blocks), Counter[str]())
    return part.evidence.filled, max((part.evidence.figures[table] for table in tables), key=len, default=Counter())


def tables_in(part: Part) -> Iterator[tuple[GridTable, frozenset[str]]]:
    """Printed tables with the official ones they hold; a continuation without labels belongs to the one before."""
    held: frozenset[str] = frozenset()
    for block in part.grid.blocks:
        if isinstance(block, GridTable):
            held = tables_of(block) or (held if figures_in(block) else frozenset())
            yield block, held
