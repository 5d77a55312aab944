"""`gouji show FILE CODE`: where a figure stood, so that a person can look with their own eyes."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from flows.command.verb import FAILED, FINE
from tasks.form import load_form
from tasks.language import N_, _
from tasks.records import Grid, GridTable, Origin, PlacedCell, Placement, Refusal

_AROUND = 2
_WITNESSES = {
    "label": N_("栏目名称"),
    "group": N_("所在分组"),
    "order": N_("先后顺序"),
    "header": N_("表头"),
    "arithmetic": N_("勾稽关系"),
}


def show_cell(file: Path, code: str, out: Path | None) -> int:
    """Print the place and the rows around it; for pages also a picture with the cell framed."""
    from tasks.placing import place
    from tasks.reading import read

    if not file.is_file():
        raise Refusal("unreadable", _("找不到文件 {file}，请检查路径").format(file=file))
    grid = read(file)
    placement = place(grid)
    cell = placement.cells.get(code)
    if cell is None:
        for line in missing(placement, code, file):
            print(line)
        return FAILED
    print(_("{code} = {raw}　（{origin}）").format(code=code, raw=cell.raw or _("（空白）"), origin=cell.origin))
    print("  " + told(cell))
    for line in surroundings(grid, cell):
        print("  " + line)
    if cell.origin.page is not None and cell.origin.box is not None:
        _write_picture(file, cell.origin, out or Path(f"{file.stem}-{code}.png"))
    return FINE


def told(cell: PlacedCell) -> str:
    """How sure a figure's place is, and what speaks for it."""
    words = _("、").join(_(_WITNESSES[name]) for name in cell.why)
    return _("把握 {percent} %，依据：{words}").format(percent=round(100 * cell.certainty), words=words or _("无"))


def missing(placement: Placement, code: str, file: Path) -> Iterator[str]:
    """What to say of a cell that was not placed: the texts that may be its figure, or codes much like it."""
    yield _("这份报告里没有认出“{code}”。").format(code=code) + _(
        "请用 gouji read {file} --json 查看认出的格。"
    ).format(file=file)
    maybe = [item for item in placement.unplaced if code in item.candidates]
    if maybe:
        yield _("可能是这一格的数：")
    yield from (f"  {item.text}　（{item.origin}）　{item.reason}" for item in maybe)
    known = load_form(placement.form).cells
    for other in () if code in known else get_close_matches(code, known, 3):
        yield _("您要找的可能是 {code}（{label}）").format(code=other, label=known[other].label)


def surroundings(grid: Grid, cell: PlacedCell) -> list[str]:
    """The rows around a figure, the figure itself in 【】; for running text the paragraph."""
    for block in grid.blocks:
        if not isinstance(block, GridTable):
            if block.origin == cell.origin:
                return [block.text]
            continue
        for at, row in enumerate(block.rows):
            if any(one.origin == cell.origin for one in row):
                near = block.rows[max(0, at - _AROUND) : at + _AROUND + 1]
                return [_row(line, cell.origin) for line in near]
    return []


def _row(row: tuple[object, ...], origin: Origin) -> str:
    texts = [(getattr(one, "text", "").replace("\n", ""), getattr(one, "origin", None) == origin) for one in row]
    return " | ".join(f"【{text}】" if here else text for text, here in texts)


def _write_picture(file: Path, origin: Origin, path: Path) -> None:
    from tasks.reading import picture

    path.write_bytes(picture(file, origin))
    print(_("截图：{path}").format(path=path))
