"""The English catalogue: every text of ours, none that is gone, nothing left in Chinese."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
LANGUAGE = ROOT / "tasks" / "language"
MESSAGES = LANGUAGE / "locales" / "en" / "LC_MESSAGES"
SOURCES = sorted(path for folder in ("flows", "tasks", "expectations") for path in (ROOT / folder).rglob("*.py"))
NAMES = {"政务公开办公室"}  # the office signs with this name in every language
_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_AFRESH = "make messages"


@pytest.fixture(scope="module")
def extracted() -> set[str]:
    """The texts in the sources now."""
    with (LANGUAGE / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = {text for _file, _line, text, *_rest in extract_from_dir(ROOT, methods, options)}
    assert all(isinstance(text, str) for text in found), "plural forms are not supported: word it without"
    return found


def read() -> Catalog:
    with (MESSAGES / "gouji.po").open("rb") as file:
        return read_po(file, locale="en", domain="gouji")


CATALOGUE = read()
ENTRIES = [message for message in CATALOGUE if message.id]


def test_nothing_is_missing_and_nothing_is_left_over(extracted: set[str]) -> None:
    known = {message.id for message in ENTRIES}
    assert extracted - known == set(), _AFRESH
    assert known - extracted == set(), _AFRESH
    assert not CATALOGUE.obsolete, _AFRESH


def test_everything_is_translated_for_certain() -> None:
    assert [message.id for message in ENTRIES if not message.string or message.fuzzy] == []


def test_english_is_english() -> None:
    left = {message.id: message.string for message in ENTRIES if _CHINESE.search(message.string)}
    assert {text for text in left if left[text] == text} == set(left)
    assert set(left) <= NAMES


@pytest.mark.parametrize("message", ENTRIES, ids=lambda message: message.id[:20])
def test_both_sides_hold_the_same_placeholders_and_lines(message: Message) -> None:
    assert placeholders(message.string) == placeholders(message.id)
    assert message.string.count("\n") == message.id.count("\n")


def placeholders(text: str) -> set[str]:
    named = {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}
    return named | set(re.findall(r"%\(\w+\)s", text))


def test_the_compiled_catalogue_says_what_the_written_one_says() -> None:
    with (MESSAGES / "gouji.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    header, said = compiled.info(), {message.id: compiled.gettext(message.id) for message in ENTRIES}
    assert header["content-type"] == "text/plain; charset=utf-8"
    assert said == {message.id: message.string for message in ENTRIES}, _AFRESH
    assert set(compiled._catalog) == {"", *said}, _AFRESH  # type: ignore[attr-defined]


def test_no_text_hides_where_babel_cannot_see_it() -> None:
    """Before Python 3.12 an f-string is one token, so a text inside is not extracted."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in SOURCES
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) in {"_", "N_"}
        and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []
