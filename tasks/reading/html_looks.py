"""What a browser shows of a page: declarations in style attributes, and in simple rules for what stands in tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from tasks.reading.looks import Doubt

GONE = "template"
"""The tag of what is not shown at all; it is stripped later."""
DOUBT = "data-doubt"
"""The attribute of a cell whose letters may not say what is meant: the name of a Doubt."""
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_CLEARED = re.compile(
    r"visibility\s*:\s*(?:hidden|collapse)|(?<![\w-])opacity\s*:\s*0?(?:\.0+)?\s*(?:;|$)", re.IGNORECASE
)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|sub)\b", re.IGNORECASE)
_WHITE = re.compile(
    r"(?<![\w-])(?:color\s*:\s*(?:white|#f[a-f\d]f[a-f\d]f[a-f\d]|#fff|rgba?\(\s*255\s*,\s*255\s*,\s*255[^)]*\))"
    r"|font-size\s*:\s*0(?:\.0+)?(?:p[xt]|em|%)?)\s*(?:!important\s*)?(?:;|$)",
    re.IGNORECASE,
)
_COLOURED = re.compile(r"(?<![\w-])color\s*:", re.IGNORECASE)
_GROUND = re.compile(
    r"(?<![\w-])background(?:-color|-image)?\s*:\s*(?!\s*(?:none|transparent|white|inherit|initial|#fff(?:fff)?)\s*(?:;|$|!))",
    re.IGNORECASE,
)
_LONGEST = 4000  # characters of declarations; what an element really has is a few hundred
_BRACE = re.compile(r"[{}]")
_CLASS = re.compile(r"\s*[a-z]*\.([\w-]+)\s*", re.IGNORECASE)
_STYLES = etree.XPath("//@style", smart_strings=False)
_CELLS, _ROW = {"td", "th"}, "tr"
_BLOCKS = _CELLS | {_ROW, "p", "div", "table", "tbody"}
_IN_TABLES = "(//td|//th|//tr|(//td|//th)//*)[@class and not(.//table)]"
_FIGURE = re.compile(r"\d")
_Marks = frozenset[str]
_Rules = Mapping[str, str]


def show_only(root: Any, bracket: Callable[[Any], None]) -> None:
    """Mark as GONE what nobody sees, empty cells that are struck out or invisible, bracket what is raised.

    A class counts in tables only: elsewhere scripts show by a click what a class hides.
    """
    rules = dict(_rules(root))
    telling = {style for style in set(_STYLES(root)) if _marks(style)}
    for node in root.iter("*") if telling else ():
        if node.get("style") in telling:
            _apply(node, _marks(node.get("style")), rules, bracket)
    names = {name for name, body in rules.items() if _marks(body)}
    for node in root.xpath(_IN_TABLES) if names else ():
        for name in names & set(node.get("class").split()):
            _apply(node, _marks(rules[name]), rules, bracket)
    for node in root.iter("font"):
        if (node.get("color") or "").lower() in {"white", "#ffffff", "#fff"}:
            _apply(node, frozenset({"white"}), rules, bracket)
    for node in root.xpath("//*[@hidden]"):
        node.tag = GONE


def _rules(root: Any) -> Iterator[tuple[str, str]]:
    """Declarations by the class that they are for; other selectors are not weighed."""
    for style in root.iter("style"):
        for selectors, body in _blocks(style.text or ""):
            for selector in selectors.split(","):
                if match := _CLASS.fullmatch(selector):
                    yield match[1], body


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules of a style sheet, in one pass; those of a medium are left out."""
    depth = end = 0
    selectors, start = "", 0
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            depth += 1
            if depth == 1:
                selectors, start = text[end : brace.start()].rpartition(";")[2].strip(), brace.end()
        elif depth:
            depth -= 1
            if not depth and not selectors.startswith("@"):
                yield selectors, text[start : brace.start()]
        end = brace.end()


@lru_cache(maxsize=5000)
def _marks(body: str) -> _Marks:
    """What declarations say: hidden, cleared, struck, raised, white (on no ground of its own)."""
    found = {
        name
        for name, pattern in (("hidden", _HIDDEN), ("cleared", _CLEARED), ("struck", _STRUCK), ("raised", _RAISED))
        if pattern.search(body, 0, _LONGEST)
    }
    white = _WHITE.search(body, 0, _LONGEST) and not _GROUND.search(body, 0, _LONGEST)
    return frozenset(found | ({"white"} if white else set()))


def _apply(node: Any, marks: _Marks, rules: _Rules, bracket: Callable[[Any], None]) -> None:
    if "hidden" in marks:
        node.tag = GONE
    elif marks & {"cleared", "struck"}:
        _clear(node)
    elif "raised" in marks and node.tag not in _BLOCKS and not _alone(node):
        bracket(node)
    elif "white" in marks:
        for cell in [node] if node.tag in _CELLS else [*node.iter(*_CELLS), *node.iterancestors(*_CELLS)][:1]:
            if _FIGURE.search("".join(node.itertext())) and not _coloured(node, cell, rules):
                cell.set(DOUBT, Doubt.UNSEEN.name)


def _alone(node: Any) -> bool:
    """Whether a cell holds nothing else."""
    cell = next(node.iterancestors(*_CELLS), None)
    return cell is not None and "".join(cell.itertext()).strip() == "".join(node.itertext()).strip()


def _clear(node: Any) -> None:
    """Take the letters away; a cell keeps its place, and where it had any and is left without, that is doubtful."""
    cells = [node] if node.tag in _CELLS else [*node.iter(*_CELLS)] if node.tag == _ROW else []
    for cell in cells:
        if "".join(cell.itertext()).strip():
            cell.set(DOUBT, Doubt.STRUCK.name)
        for child in [*cell]:
            cell.remove(child)
        cell.text = None
    if cells or node.tag == _ROW:
        return
    tail, node.tag = node.tail, GONE
    cell = next(node.iterancestors(*_CELLS), None)
    if cell is not None and not "".join(_left(cell)).strip() and "".join(node.itertext()).strip():
        cell.set(DOUBT, Doubt.STRUCK.name)
    node.tail = tail


def _left(node: Any) -> Iterator[str]:
    """The texts below a node but for what is GONE."""
    yield node.text or ""
    for child in node:
        if child.tag != GONE:
            yield from _left(child)
        yield child.tail or ""


def _coloured(node: Any, cell: Any, rules: _Rules) -> bool:
    """Whether a ground lies behind white letters, or letters inside have another colour."""
    said = [_said(one, rules) for one in (node, *node.iterancestors())]
    if any(_GROUND.search(words) for words in said) or any(one.get("bgcolor") for one in (cell, *cell.iterancestors())):
        return True
    return any(_COLOURED.search(_said(one, rules)) or one.get("color") for one in node.iterdescendants("*"))


def _said(node: Any, rules: _Rules) -> str:
    names = (node.get("class") or "").split()
    return ";".join((node.get("style") or "", *(rules[name] for name in names if name in rules)))
