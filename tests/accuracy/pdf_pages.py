"""Pages as browsers and office programs print them: every way to rule a table, or not to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.accuracy.types import CHROMIUM, Conversion, Files, browser, decoded

_PLAIN = "td,th{border:0!important;padding:3px 5px!important;font-size:9pt}table{border-collapse:collapse;border:0}"
_CENTRED = "td,th,td p{text-align:center}"
STYLES: Mapping[str, str] = {
    "no lines, centred": _PLAIN + _CENTRED,
    "no lines, left": _PLAIN + "td,td p{text-align:left!important}",
    "no lines, right": _PLAIN + "td,td p{text-align:right!important}",
    "no lines, top": _PLAIN + _CENTRED + "td{vertical-align:top}table{width:100%}",
    "no lines, tight": _PLAIN + _CENTRED + "td,th{padding:1px!important;font-size:10.5pt}",
    "no lines, wide": _PLAIN + _CENTRED + "td,th{padding:10px!important}table{width:100%}",
    "lines across": _PLAIN + _CENTRED + "td,th{border-bottom:1px solid #000!important}",
    "three lines": _PLAIN + _CENTRED + "table{border-top:2px solid #000;border-bottom:2px solid #000}",
    "lines down": _PLAIN + _CENTRED + "td,th{border-left:1px solid #000!important}",
    "a frame": _PLAIN + _CENTRED + "table{border:1px solid #000}",
    "light grey lines": _PLAIN + _CENTRED + "td,th{border:.5px solid #ddd!important}",
    "dashed lines": _PLAIN + _CENTRED + "td,th{border:1px dashed #999!important}",
    "lines apart": _CENTRED + "table{border-collapse:separate}td,th{border:1px solid #000;font-size:9pt}",
    "zebra": _PLAIN + _CENTRED + "tr:nth-child(even){background:#eee}",
    "filled cells": _PLAIN + _CENTRED + "table{border-collapse:separate;border-spacing:2px}td,th{background:#e8eef7}",
    "filled heads": _PLAIN + _CENTRED + "tr:first-child td,th{background:#9bf}",
    "landscape": "@page{size:A4 landscape}table{border-collapse:collapse}td,th{border:1px solid #000;font-size:9pt}",
}


def printed(style: str) -> Callable[[Files], dict[str, bytes]]:
    """Web pages as a browser prints them to PDF with these rules for their tables."""

    def make(files: Files) -> dict[str, bytes]:
        found = {}
        with browser() as chromium:
            for name, data in files.items():
                page = chromium.new_page()
                page.set_content(decoded(data))
                page.add_style_tag(content=style)
                found[Path(name).stem] = page.pdf(format="A4", print_background=True, prefer_css_page_size=True)
                page.close()
        return found

    return make


PAGES = {
    f"pdf, {name}": Conversion("pdf", ".html", ".pdf", printed(style), CHROMIUM is not None)
    for name, style in STYLES.items()
}
