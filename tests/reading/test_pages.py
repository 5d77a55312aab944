"""Pictures of single pages: their order, and what they are together; OCR itself is tested elsewhere."""

from __future__ import annotations

import pytest

from tasks.reading import ocr, pages
from tasks.reading.archives import Member
from tasks.reading.pages import read_pages
from tasks.reading.pdf_page import Glyph, PageContent
from tasks.records import Limits, Paragraph

CHAPTERS = ["一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"]


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures say what their bytes say."""
    monkeypatch.setattr(ocr, "require", lambda: None)
    monkeypatch.setattr(pages, "decoded", lambda data, _page, _limits: data.decode())
    monkeypatch.setattr(ocr, "content_of_picture", content)


def content(words: str, number: int) -> PageContent:
    page = PageContent(number, 595, 842)
    page.glyphs = [
        Glyph(c, 60 + 12 * n, 300, 72 + 12 * n, 312, 66 + 12 * n, 306, 306, 0.95) for n, c in enumerate(words)
    ]
    return page


def read(files: dict[str, str]) -> list[tuple[str, str | None]]:
    grid = read_pages([Member(name, words.encode()) for name, words in files.items()], Limits())
    assert all(block.origin.page == 1 for block in grid.blocks if isinstance(block, Paragraph))
    return [(block.text, block.origin.member) for block in grid.blocks if isinstance(block, Paragraph)]


@pytest.mark.usefixtures("recognised")
@pytest.mark.parametrize(
    "names",
    [
        ("1.jpg", "2.jpg", "10.jpg"),
        ("第一页.png", "第二页.png", "第十页.png"),
        ("扫描/页009.jpg", "扫描/页10.jpg", "扫描/页011.jpg"),
    ],
)
def test_pages_are_ordered_by_the_numbers_of_their_names(names: tuple[str, ...]) -> None:
    told = ["甲乙丙丁戊己庚辛。", "子丑寅卯辰巳午未。", "天地玄黄宇宙洪荒。"]
    files = dict(zip(names, told, strict=True))
    found = read({name: files[name] for name in (names[2], names[0], names[1])})
    assert "".join(words for words, _name in found) == "".join(told)


@pytest.mark.usefixtures("recognised")
def test_chapters_set_right_what_names_do_not_tell() -> None:
    files = {"c.jpg": CHAPTERS[0], "b.jpg": CHAPTERS[1], "a.jpg": CHAPTERS[2]}
    assert read(files) == [(words, name) for name, words in files.items()]
