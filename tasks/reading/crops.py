"""The picture of a place in a document, in this process; the way in for hostile bytes is `bounded.picture`."""

from __future__ import annotations

from msgspec.structs import replace

from tasks.language import _
from tasks.reading.detect import PACKAGES, detect
from tasks.reading.package import files_in
from tasks.reading.pdf_picture import crop
from tasks.records import Limits, Origin, Refusal


def picture_of(data: bytes, name: str, place: Origin, limits: Limits, depth: int = 0) -> bytes:
    """A PNG of the page around a place, the place framed; of an archive or a mail, of the member that it names.

    Raises
      Refusal when the document has no such page, or cannot be opened.
    """
    kind = detect(data, name, limits)
    if kind in PACKAGES and place.member:
        return _picture_in(data, kind, place, limits, depth + 1)
    if place.page is None or place.box is None or kind not in {"pdf", "image"}:
        raise Refusal("unreadable", _("这种文件没有页面，不能截图"))
    return crop(data, place.page, place.box, limits)


def _picture_in(data: bytes, kind: str, place: Origin, limits: Limits, depth: int) -> bytes:
    wanted = place.member or ""
    for file in files_in(data, kind, limits, depth):
        if wanted == file.name:
            return picture_of(file.data, file.file_name, replace(place, member=None), limits, depth)
        if wanted.startswith(f"{file.name}/"):
            inner = replace(place, member=wanted.removeprefix(f"{file.name}/"))
            return picture_of(file.data, file.file_name, inner, limits, depth)
    raise Refusal("unreadable", _("里面没有“{member}”").format(member=wanted))
