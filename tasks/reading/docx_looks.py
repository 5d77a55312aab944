"""What Word shows of a document's body: what is hidden or struck out goes, letters that nobody sees are marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from lxml import etree

from tasks.language import _
from tasks.reading.faces import WHITE, hexadecimal, same_shade
from tasks.reading.looks import Doubt, Remarks
from tasks.reading.parts import xml_parser

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P, _R, _T, _TR, _TC, _TBL = (_W + name for name in ("p", "r", "t", "tr", "tc", "tbl"))
_BOX, _VAL, _SHADING, _COLOR = (_W + name for name in ("txbxContent", "val", "shd", "color"))
_UNSEEN, _MOVED, _INSERTED = (_W + name for name in ("del", "moveFrom", "ins"))
_DROPPED = (
    _UNSEEN, _MOVED, _MC + "Fallback", _W + "instrText", _W + "delText", _W + "tabs",
    _W + "pPrChange", _W + "tcPrChange", _W + "trPrChange", _W + "rt",
)  # fmt: skip
_TRANSPARENT = (_INSERTED, *(_W + name for name in ("sdt", "sdtContent", "moveTo", "customXml", "smartTag")))
_SCRIPT, _STRUCK = _W + "vertAlign", (_W + "vanish", _W + "strike", _W + "dstrike")
_OF_RUNS, _OF_ROWS, _STYLES = (*_STRUCK, _SCRIPT), (_W + "hidden", _UNSEEN), (_W + "rStyle", _W + "pStyle")
_MARKS = (*_OF_RUNS, *_OF_ROWS, *_STYLES, _COLOR, _BOX, *_DROPPED, *_TRANSPARENT)
_RAISED = {"superscript", "subscript"}
_OFF = {"0", "false", "off", "none"}
_TELLING = (b"vanish", b"strike", b"vertAlign")
_UNPATTERNED = {None, "clear", "nil"}
_DEEPEST = 20  # styles that build on each other
DOUBT = "doubt"
"""The attribute of a cell (tc) whose letters may not say what is meant: the name of a Doubt."""
_Styles = Mapping[str, Any]
_Marks = Mapping[str, list[Any]]


def show_only(body: Any, styles: Callable[[], bytes], remarks: Remarks) -> bool:
    """Leave what Word prints: changes as if accepted, a note's number in brackets, boxes behind their paragraph.

    styles gives the part that holds the named styles, b"" where there is none; it can be long, and is read only where
    the body may depend on it. Whether any cell is marked as doubtful is told.
    """
    marks: dict[str, list[Any]] = {}
    for mark in body.iter(*_MARKS):
        marks.setdefault(mark.tag, []).append(mark)
    if marks.keys() & {_UNSEEN, _MOVED, _INSERTED}:
        remarks.unread.append(_("文件里有未接受的修订，按接受以后的样子读"))
    struck = _strike(marks) | _strike_by_style(marks, styles)
    doubtful = _mark_white(marks, styles, remarks)
    etree.strip_elements(body, *_DROPPED, with_tail=False)
    etree.strip_tags(body, *_TRANSPARENT)
    for cell in struck:
        if not "".join(part.text or "" for part in cell.iter(_T)).strip():
            cell.set(DOUBT, Doubt.STRUCK.name)
            doubtful = True
    behind: dict[Any, Any] = {}
    for box in [*body.iter(_BOX)] if _BOX in marks else ():
        paragraph: Any = next(box.iterancestors(_P), None)
        for child in [*box] if paragraph is not None else ():
            behind.get(paragraph, paragraph).addnext(child)
            behind[paragraph] = child
    return doubtful


def _of(marks: _Marks, *tags: str) -> Iterator[Any]:
    return chain.from_iterable(marks.get(tag, ()) for tag in tags)


def _strike(marks: _Marks) -> set[Any]:
    """Apply what runs and rows say of themselves; the cells in which something is struck out."""
    struck: set[Any] = set()
    for mark in _of(marks, *_OF_RUNS, *_OF_ROWS):
        run = mark.getparent().getparent()
        if run is None or run.tag not in {_R, _TR}:
            continue
        if mark.tag == _SCRIPT:
            if mark.get(_VAL) in _RAISED:
                _bracket(run)
        elif (mark.tag in _STRUCK or run.tag == _TR) and mark.get(_VAL) not in _OFF:
            struck |= _gone(run)
    return struck


def _gone(run: Any) -> set[Any]:
    """Take a run or row away; the cell it stood in."""
    run.tag = _UNSEEN
    return {*run.iterancestors(_TC)} if next(run.iter(_T), None) is not None else set()


def _bracket(run: Any) -> None:
    """A note's number is no digit of the figure before it."""
    for part in run.iter(_T):
        part.text = f"[{part.text}]" if part.text else None


def _strike_by_style(marks: _Marks, styles: Callable[[], bytes]) -> set[Any]:
    """Apply what named styles say, where the run itself says nothing of it; the cells in which something is struck."""
    struck: set[Any] = set()
    written = styles() if any(tag in marks for tag in _STYLES) else b""
    named = _named(written) if any(word in written for word in _TELLING) else {}
    for mark in _of(marks, *_STYLES) if named else ():
        said = _marks_of(mark.get(_VAL), named)
        owner = mark.getparent().getparent()
        for run in (owner.iter(_R) if owner.tag == _P else (owner,)) if said else ():
            own = {child.tag for child in run.iterchildren(_W + "rPr") for child in child}
            if any(tag in _STRUCK and value not in _OFF for tag, value in said.items() if tag not in own):
                struck |= _gone(run)
            elif said.get(_SCRIPT) in _RAISED and _SCRIPT not in own:
                _bracket(run)
    return struck


def _named(styles: bytes) -> _Styles:
    """Named styles by their ids; none of a part that declares entities or is torn."""
    if not styles or b"<!" in styles[:4096]:
        return {}
    try:
        root = etree.fromstring(styles, xml_parser(recover=True))
    except etree.XMLSyntaxError:
        return {}
    return {style.get(_W + "styleId") or "": style for style in (root if root is not None else ())}


def _marks_of(name: str | None, named: _Styles) -> dict[str, str | None]:
    """What a style and those it builds on say of striking out, hiding and raising."""
    found: dict[str, str | None] = {}
    for _step in range(_DEEPEST):
        style = named.get(name or "")
        if style is None:
            break
        own = {mark.tag: mark.get(_VAL) for looks in style.iterchildren(_W + "rPr") for mark in looks}
        found = {tag: value for tag, value in own.items() if tag in _OF_RUNS} | found
        base = style.find(_W + "basedOn")
        name = base.get(_VAL) if base is not None else None
    return found


def _mark_white(marks: _Marks, styles: Callable[[], bytes], remarks: Remarks) -> bool:
    """Letters as white as the paper: in a cell they are doubted, elsewhere left out, and that is told."""
    left_out, doubtful = 0, False
    for run in [*_white(marks, styles)]:
        cell = next(run.iterancestors(_TC), None)
        if cell is not None:
            cell.set(DOUBT, Doubt.UNSEEN.name)
            doubtful = True
        else:
            run.tag = _UNSEEN
            left_out += 1
    if left_out:
        remarks.unread.append(_("正文里有{count}处字与底色一样、看不见，没有读").format(count=left_out))
    return doubtful


def _white(marks: _Marks, styles: Callable[[], bytes]) -> Iterator[Any]:
    shades: dict[str | None, bool] = {}
    named: _Styles | None = None
    for color in _of(marks, _COLOR):
        value = color.get(_VAL)
        if value not in shades:
            shades[value] = same_shade(hexadecimal(value or ""), WHITE)
        if not shades[value] or (run := color.getparent().getparent()).tag != _R:
            continue
        named = _named(styles()) if named is None else named
        if "".join(part.text or "" for part in run.iter(_T)).strip() and not _on_ground(run, named):
            yield run


def _on_ground(run: Any, named: _Styles) -> bool:
    """Whether a colour lies behind a run: its own, or that of its paragraph, cell, table or box."""
    for owner in (run, *run.iterancestors(_P, _TC, _TBL, _BOX)):
        if owner.tag == _BOX:
            return True
        properties = next((child for child in owner if child.tag.endswith("Pr")), None) if len(owner) else None
        if properties is None:
            continue
        shading, style = properties.find(_SHADING), properties.find(_W + "tblStyle")
        if shading is not None:
            fill = shading.get(_W + "fill") or "auto"
            patterned = shading.get(_VAL) not in _UNPATTERNED
            return patterned or (fill != "auto" and not same_shade(hexadecimal(fill), WHITE))
        base = named.get(style.get(_VAL)) if style is not None else None
        if base is not None and next(base.iter(_SHADING), None) is not None:
            return True
    return False
