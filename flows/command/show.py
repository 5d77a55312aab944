"""`gouji show FILE CODE`: where a figure stood, so that a person can look with their own eyes."""

from pathlib import Path

from flows.command.verb import FAILED, FINE
from tasks.language import _
from tasks.records import Grid, GridTable, Origin, PlacedCell, Refusal

_AROUND = 2


def show_cell(file: Path, code: str, out: Path | None) -> int:
    """Print the place and the rows around it; for pages also a picture with the cell framed."""
    from tasks.placing import place
    from tasks.reading import read

    if not file.is_file():
        raise Refusal("unreadable", _("找不到文件 {file}，请检查路径").format(file=file))
    grid = read(file)
    cells = place(grid).cells
    cell = cells.get(code)
    if cell is None:
        known = _("请用 gouji read {file} --json 查看认出的格。").format(file=file)
        print(_("这份报告里没有认出“{code}”。").format(code=code) + known)
        return FAILED
    print(_("{code} = {raw}　（{origin}）").format(code=code, raw=cell.raw or _("（空白）"), origin=cell.origin))
    for line in surroundings(grid, cell):
        print("  " + line)
    if cell.origin.page is not None and cell.origin.box is not None:
        _write_picture(file, cell.origin, out or Path(f"{file.stem}-{code}.png"))
    return FINE


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
