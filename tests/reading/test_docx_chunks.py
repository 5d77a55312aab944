"""Word documents that show a part of their package in place of a link, as web systems make them."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

from tasks.placing import place
from tasks.reading import read_bytes
from tasks.reading.docx import read_docx
from tasks.records import Grid, Limits, Paragraph, Refusal
from tasks.sample import render
from tests.reading.truth import assert_all_right, numbered

REPORT = numbered()
PAGE = render(REPORT, "official.html")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx(parts: dict[str, bytes], around: str = "{}", target: str = "/word/{}", mode: str = "") -> bytes:
    """A document of links to its parts, in their order, each link in the words around."""
    body = "".join(around.format(f'<w:altChunk r:id="c{n}"/>') for n, _name in enumerate(parts))
    links = "".join(
        f'<Relationship Id="c{n}" Type="{_R}/aFChunk" Target="{target.format(name)}" {mode}/>'
        for n, name in enumerate(parts)
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        document = f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>'
        package.writestr("word/document.xml", document)
        package.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{_LINKS}">{links}</Relationships>')
        for name, data in parts.items():
            package.writestr(f"word/{name}", data)
    return stream.getvalue()


def mht(page: bytes) -> bytes:
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message.set_content(page.decode(), subtype="html", charset="utf-8")
    message["Content-Location"] = "file:///C:/fake/document.html"
    message.make_related()
    return message.as_bytes()


LINKED = docx({"a.mht": mht(PAGE), "b.html": PAGE, "c.docx": docx({"d.txt": "丁".encode()})})


def texts(grid: Grid) -> list[str]:
    return [block.text for block in grid.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("afchunk.mht", mht(PAGE)),
        ("report.html", PAGE),
        ("report.txt", render(REPORT, "tab_dump.txt")),
        ("inner.docx", render(REPORT, "official.docx")),
        ("outer.docx", docx({"report.html": PAGE})),
    ],
)
def test_what_word_shows_is_read_and_leads_to_its_part(name: str, data: bytes) -> None:
    grid = read_bytes(docx({name: data}), "年报.docx")
    assert_all_right(grid, REPORT)
    members = {cell.origin.member or "" for cell in place(grid).cells.values()}
    assert {member.split("/")[0] for member in members} == {name}
    assert not grid.note


BEFORE = "<w:p><w:r><w:t>前</w:t></w:r></w:p>{}"
FIELD = "<w:p/><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize("around", [BEFORE, FIELD])
def test_parts_stand_among_the_other_blocks(around: str) -> None:
    grid = read_bytes(docx({"a.html": b"<p>\xe7\x94\xb2</p>", "b.txt": "乙".encode()}, around), "a.docx")
    assert texts(grid) == (["前", "甲", "前", "乙"] if around == BEFORE else ["甲", "乙"])


@pytest.mark.parametrize(
    ("target", "mode"),
    [
        ("../../{}", ""),
        ("file:///etc/passwd", ""),
        ("http://example.org/{}", 'TargetMode="External"'),
        ("absent/{}", ""),
    ],
)
def test_no_link_leads_out_of_the_package(target: str, mode: str) -> None:
    with pytest.raises(Refusal, match="不在这个文件里面"):
        read_bytes(docx({"a.html": PAGE}, target=target, mode=mode), "a.docx")


@pytest.mark.parametrize("data", [b"{\\rtf1 x}", b"PK\x03\x04torn", b"\x00\x01\x02", b""])
def test_a_part_that_cannot_be_read_is_said(data: bytes) -> None:
    grid = read_bytes(docx({"a.html": PAGE, "b.bin": data}), "a.docx")
    assert_all_right(grid, REPORT)
    assert "“b.bin”没有读" in grid.note


def test_documents_in_documents_end_somewhere() -> None:
    data = docx({"a.html": PAGE})
    for _n in range(4):
        data = docx({"inner.docx": data})
    with pytest.raises(Refusal, match="嵌套过深"):
        read_bytes(data, "a.docx")


def test_one_part_shown_many_times_is_counted_each_time() -> None:
    data = docx(dict.fromkeys((f"{n}.html" for n in range(3)), PAGE))
    with pytest.raises(Refusal) as refusal:
        read_docx(data, Limits(cells=600))
    assert refusal.value.reason == "too_large"
