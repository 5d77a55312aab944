"""Scans and photographs: what is read is right or said to be doubtful; what cannot be read is refused."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tasks.placing import place
from tasks.reading import ocr, read_bytes
from tasks.reading.ocr_image import read_image, size_of, sizes_of
from tasks.reading.pdf import blocks_of, page_flow, read_pdf
from tasks.reading.pdf_page import Glyph, PageContent
from tasks.reading.pdf_picture import crop
from tasks.reading.pdf_table import Part, Piece
from tasks.records import Grid, GridTable, Limits, Origin, Paragraph, Refusal
from tests.placing.test_real import truth_of
from tests.reading.pdf_writer import Sheet, pdf

REAL = Path(__file__).parents[2].parent / "shared" / "real" / "huaian_2024.pdf"
needs_ocr = pytest.mark.skipif(not ocr.available(), reason="the OCR extra is not installed / 未安装 OCR 组件")
ROWS = [["A", "1", "20", ""], ["B", "307", "0", "7"], ["C", "8", "", "4096"]]


def ruled() -> bytes:
    """A page whose characters every renderer can draw."""
    sheet = Sheet()
    for number, row in enumerate(ROWS):
        for place_, words in enumerate(row):
            x, y = 60 + 90 * place_, 100 + 30 * number
            sheet.cell(x, y, x + 90, y + 30, "")
            sheet.figure(x + 30, y + 20, words)
    return pdf([sheet])


def pictures(data: bytes, numbers: tuple[int, ...] = (1,), turn: float = 0.0) -> list[Any]:
    """Pages rendered at 200 dpi, slightly turned, as a scanner leaves them."""
    import cv2

    with pypdfium2.PdfDocument(data) as document:
        pages = [ocr.rendered(document[number - 1])[0] for number in numbers]
    turned = []
    for page in pages:
        height, width = page.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1.0)
        turned.append(cv2.warpAffine(page, matrix, (width, height), borderValue=(255, 255, 255)))
    return turned


def scanned(images: list[Any]) -> bytes:
    sheets = []
    for image in images:
        grey = image[:, :, 1]
        sheets.append(Sheet(picture=(grey.shape[1], grey.shape[0], grey.tobytes())))
    return pdf(sheets)


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for b in grid.blocks if isinstance(b, GridTable) for row in b.rows]


@needs_ocr
@pytest.mark.parametrize("turn", [0.0, 0.7])
def test_a_scanned_table_is_read_cell_by_cell_with_lone_digits_and_blanks(turn: float) -> None:
    grid = read_pdf(scanned(pictures(ruled(), turn=turn)), Limits())
    assert texts(grid) == ROWS
    cell = next(b for b in grid.blocks if isinstance(b, GridTable)).rows[1][1]
    assert cell.origin.page == 1
    assert cell.origin.box is not None
    assert abs(cell.origin.box[0] - 150) < 8
    assert abs(cell.origin.box[3] - 160) < 8


@needs_ocr
def test_what_was_read_from_a_picture_is_never_sure() -> None:
    pieces = _pieces(ocr.content_of_picture(pictures(ruled())[0], 1))
    assert {piece.certainty for piece in pieces if piece.blank} == {1.0}
    assert all(0 < piece.certainty <= 0.95 for piece in pieces if not piece.blank)


def _pieces(page: PageContent) -> list[Piece]:
    flow = page_flow(page, set(), set())
    return [piece for part in flow if isinstance(part, Part) for piece in part.pieces]


@needs_ocr
@pytest.mark.skipif(not REAL.is_file(), reason=f"real documents are not here / 没有真实样本：{REAL.name}")
def test_a_scan_of_the_published_report_is_right_or_doubtful() -> None:
    images = pictures(REAL.read_bytes(), (3, 4, 5), turn=0.4)
    pages = [ocr.content_of_picture(image, number) for number, image in enumerate(images, 1)]
    sure = {piece.text for page in pages for piece in _pieces(page) if piece.certainty >= 0.9}
    placement = place(Grid("pdf", tuple(blocks_of(pages, Limits()))))
    expected = truth_of("huaian_2024")
    wrong = {code: cell.raw for code, cell in placement.cells.items() if cell.value != expected[code]}
    assert not sure.intersection(wrong.values())
    assert len(placement.cells) - len(wrong) >= 195


@needs_ocr
@pytest.mark.parametrize("suffix", [".png", ".jpg"])
def test_a_picture_is_one_page(suffix: str) -> None:
    import cv2

    image = pictures(ruled())[0]
    data = cv2.imencode(suffix, image)[1].tobytes()
    assert size_of(data) == (image.shape[1], image.shape[0])
    grid = read_image(data, Limits())
    assert texts(grid) == ROWS
    box = next(b for b in grid.blocks if isinstance(b, GridTable)).rows[1][1].origin.box
    assert box is not None
    assert crop(data, 1, box).startswith(b"\x89PNG")


@needs_ocr
def test_a_tiff_of_several_pages_is_as_many_pages() -> None:
    import cv2
    import numpy as np

    page = pictures(ruled())[0]
    blank = np.full_like(page, 255)
    done, packed = cv2.imencodemulti(".tiff", [blank, page])
    assert done
    data = packed.tobytes()
    assert sizes_of(data, Limits()) == [(page.shape[1], page.shape[0])] * 2
    grid = read_bytes(data, "年报.tif")
    assert texts(grid) == ROWS
    assert next(b for b in grid.blocks if isinstance(b, GridTable)).rows[0][0].origin.page == 2
    with pytest.raises(Refusal) as refusal:
        read_image(data, Limits(pages=1))
    assert refusal.value.reason == "too_large"
    with pytest.raises(Refusal):
        sizes_of(data[:100], Limits())


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"\xff\xd8" + b"\xff" * 40, b"GIF89a" + bytes(40)]
)
def test_a_broken_picture_is_unreadable(data: bytes) -> None:
    with pytest.raises(Refusal) as refusal:
        size_of(data)
    assert refusal.value.reason == "unreadable"


@needs_ocr
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 100_000, 100_000, 8, 2, 0, 0, 0) + bytes(8)
    with pytest.raises(Refusal) as refusal:
        read_image(data, Limits())
    assert refusal.value.reason == "too_large"


def test_without_ocr_a_picture_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(Refusal) as refusal:
        read_image(b"\x89PNG\r\n\x1a\n", Limits())
    assert refusal.value.reason == "no_text_layer"
    assert "gouji[ocr]" in refusal.value.detail


@pytest.mark.parametrize(("size", "factor"), [((595, 842), 1.0), ((1240, 1754), 595 / 1240), ((150, 200), 595 / 150)])
def test_a_page_of_strange_size_is_taken_as_a4(size: tuple[int, int], factor: float) -> None:
    class Page:
        scale = 0.0

        def get_size(self) -> tuple[int, int]:
            return size

        def render(self, scale: float) -> Page:
            self.scale = scale
            return self

        def to_numpy(self) -> Any:
            import numpy as np

            return np.zeros((4, 4, 4), dtype=np.uint8)

    page = Page()
    picture, found = ocr.rendered(page)
    assert (picture.shape, found) == ((4, 4, 3), factor)
    assert page.scale == pytest.approx(factor * 200 / 72)


@needs_ocr
def test_a_scanners_own_reading_is_a_second_reader() -> None:
    """The layer under the picture agrees, is silent or says another number (307 against 301)."""
    image = pictures(ruled())[0][:, :, 1]
    sheet = Sheet(picture=(image.shape[1], image.shape[0], image.tobytes()))
    sheet.strokes.append("3 Tr")
    for x, y, words in ((180, 120, "1"), (180, 150, "301"), (270, 150, "0")):
        sheet.figure(x, y, words)
    grid = read_pdf(pdf([sheet]), Limits())
    assert texts(grid) == ROWS
    rows = next(b for b in grid.blocks if isinstance(b, GridTable)).rows
    assert rows[1][1].certainty == 0.5
    assert min(rows[0][1].certainty, rows[1][2].certainty, rows[2][3].certainty) >= 0.9


def inset() -> bytes:
    """A page of text with a picture of a table pasted into it."""
    image = pictures(ruled())[0][250:640, 100:1200, 1]
    sheet = Sheet(picture=(image.shape[1], image.shape[0], image.tobytes()), place=(60, 300, 456, 440))
    sheet.write(60, 100, "三、收到和处理政府信息公开申请情况", 12)
    sheet.write(60, 130, "　　全年收到的申请均已按期办结，办理结果见下表。", 12)
    return pdf([sheet])


@needs_ocr
def test_a_table_pasted_as_a_picture_into_a_page_of_text_is_read() -> None:
    grid = read_pdf(inset(), Limits())
    assert texts(grid) == ROWS
    assert [b.style for b in grid.blocks if not isinstance(b, GridTable)] == ["", ""]
    table = next(b for b in grid.blocks if isinstance(b, GridTable))
    assert all(cell.certainty <= 0.95 for row in table.rows for cell in row if cell.text)


@needs_ocr
def test_a_picture_that_is_not_read_is_said_while_a_table_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    data = inset()
    monkeypatch.setattr(ocr, "available", lambda: False)
    grid = read_pdf(data, Limits())
    noted = [b for b in grid.blocks if not isinstance(b, GridTable) and b.style == "picture"]
    assert [(b.origin.page, b.origin.box) for b in noted] == [(1, (60.0, 300.0, 456.0, 440.0))]
    headings = tuple(Paragraph(words, Origin(page=1)) for words in ("一、总体情况", "六、其他需要报告的事项"))
    said = place(Grid("pdf", (*headings, *grid.blocks))).unplaced
    assert [item.text for item in said] == ["（图片）"]
    assert "t3.granted.total" in said[0].candidates
    assert said[0].origin.page == 1


@needs_ocr
@pytest.mark.parametrize(("quarters", "box"), [(1, (0, 90, 10, 100)), (2, (90, 190, 100, 200)), (3, (190, 0, 200, 10))])
def test_a_page_fed_in_the_wrong_way_is_turned_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch, quarters: int, box: tuple[float, ...]
) -> None:
    """box = where the top left corner of the upright page stands on the picture, in points."""
    import numpy as np

    upright = np.zeros((round(200 / ocr._POINTS), round(100 / ocr._POINTS), 3), np.uint8)
    upright[0, 0] = 255

    def read(picture: Any, number: int) -> PageContent:
        score = 0.95 if picture[0, 0, 0] else 0.5
        page = PageContent(number, picture.shape[1] * ocr._POINTS, picture.shape[0] * ocr._POINTS)
        page.glyphs = [Glyph("一", 10 * n, 0, 10 * n + 10, 10, 10 * n + 5, 5, 5, score) for n in range(30)]
        return page

    monkeypatch.setattr(ocr, "_read", read)
    content = ocr.content_of_picture(np.ascontiguousarray(np.rot90(upright, quarters)), 1)
    assert content.glyphs[0].certainty == 0.95
    assert content.original((0, 0, 10, 10)) == pytest.approx(box, abs=0.5)
