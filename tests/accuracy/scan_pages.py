"""Printed pages as scanners and telephones leave them: slanted, coarse, noisy, grey, stamped, seen from the side."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

from tests.accuracy.types import CHROMIUM, Conversion, Files, print_pages

Picture = Any
Wear = Callable[[Picture], Picture]


def turned(degrees: float) -> Wear:
    def wear(picture: Picture) -> Picture:
        import cv2

        height, width = picture.shape[:2]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        return cv2.warpAffine(picture, matrix, (width, height), borderValue=(255, 255, 255))

    return wear


def packed(quality: int) -> Wear:
    """Saved as JPEG of this quality (1-100)."""

    def wear(picture: Picture) -> Picture:
        import cv2

        done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
        assert done
        return cv2.imdecode(data, cv2.IMREAD_COLOR)

    return wear


def on_grey(picture: Picture) -> Picture:
    """Grey paper with noise, darker towards one side."""
    import numpy as np

    rng = np.random.default_rng(7)
    height, width = picture.shape[:2]
    shade = np.linspace(0.72, 0.9, width)[None, :, None]
    noise = rng.normal(0, 6, (height, width, 1))
    return np.clip(picture * shade + noise, 0, 255).astype(np.uint8)


def stamped(picture: Picture) -> Picture:
    """A red seal over the middle of the page."""
    import cv2

    height, width = picture.shape[:2]
    over = picture.copy()
    cv2.circle(over, (int(width * 0.62), int(height * 0.45)), int(width * 0.13), (40, 40, 220), 14)
    cv2.putText(over, "*", (int(width * 0.59), int(height * 0.48)), cv2.FONT_HERSHEY_SIMPLEX, 5, (40, 40, 220), 16)
    return cv2.addWeighted(over, 0.75, picture, 0.25, 0)


def from_the_side(picture: Picture) -> Picture:
    """As a telephone sees it: the far edge a little shorter."""
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    near = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    far = np.array(
        [[width * 0.015, height * 0.01], [width * 0.985, 0], [width, height], [0, height * 0.99]], np.float32
    )
    matrix = cv2.getPerspectiveTransform(near, far)
    return cv2.warpPerspective(picture, matrix, (width, height), borderValue=(235, 235, 235))


WEAR: Mapping[str, tuple[int, tuple[Wear, ...]]] = {
    "1 degree": (200, (turned(1.0),)),
    "3 degrees": (200, (turned(-3.0),)),
    "150 dpi": (150, ()),
    "300 dpi": (300, ()),
    "JPEG noise": (200, (packed(35),)),
    "grey paper": (200, (on_grey, packed(70))),
    "a red seal": (200, (stamped,)),
    "from the side": (200, (from_the_side, packed(80))),
}
"""Resolution, and what happened to the page, by name."""


def worn(dpi: int, wears: tuple[Wear, ...], data: bytes, pages: tuple[int, ...] = ()) -> bytes:
    """A PDF of the pages (from 0; all for none) of a PDF as pictures without a text layer."""
    import pypdfium2 as pdfium

    scanned = pdfium.PdfDocument.new()
    with pdfium.PdfDocument(data) as document:
        for number in pages or range(len(document)):
            page = document[number]
            picture = page.render(scale=dpi / 72).to_numpy()[:, :, :3].copy()
            for wear in wears:
                picture = wear(picture)
            _add(scanned, picture, page.get_size())
    stream = io.BytesIO()
    scanned.save(stream)
    return stream.getvalue()


def _add(scanned: Any, picture: Picture, size: tuple[float, float]) -> None:
    import pypdfium2 as pdfium
    from PIL import Image

    image = pdfium.PdfImage.new(scanned)
    image.set_bitmap(pdfium.PdfBitmap.from_pil(Image.fromarray(picture[:, :, ::-1])))
    image.set_matrix(pdfium.PdfMatrix().scale(*size))
    sheet = scanned.new_page(*size)
    sheet.insert_obj(image)
    sheet.gen_content()


def _scan(dpi: int, wears: tuple[Wear, ...]) -> Callable[[Files], dict[str, bytes]]:
    return lambda files: {stem: worn(dpi, wears, data) for stem, data in print_pages(files).items()}


WORN = {
    f"scan, {name}": Conversion(
        "pdf", ".html", ".pdf", _scan(dpi, wears), CHROMIUM is not None and find_spec("rapidocr") is not None
    )
    for name, (dpi, wears) in WEAR.items()
}
