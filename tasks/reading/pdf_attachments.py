"""Files inside a PDF: they are not read, and that is said."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from tasks.language import _

_NAMED, _LONGEST = 3, 60  # names that are told, characters of a name


def remark(document: Any, pinned: int) -> str:
    """What a person should be told of files inside an open document and of forms that no page shows, or "".

    pinned = how many files are pinned to its pages.
    """
    told = []
    names = list(_names(document))
    if names or pinned:
        listed = _("、").join(names[:_NAMED]) or _("批注")
        sentence = _("PDF 里附有 {count} 个文件（{names}），没有读；其中有报表的，请单独报送")
        told.append(sentence.format(count=len(names) + pinned, names=listed))
    if document.get_formtype() == pdfium.FORMTYPE_XFA_FULL:
        told.append(_("PDF 是动态表单，页面上未必看得见填写的内容；请打印成普通 PDF 后重新报送"))
    return _("；").join(told)


def _names(document: Any) -> Iterator[str]:
    for index in range(max(0, pdfium.FPDFDoc_GetAttachmentCount(document.raw))):
        attachment = pdfium.FPDFDoc_GetAttachment(document.raw, index)
        length = pdfium.FPDFAttachment_GetName(attachment, None, 0)
        buffer = ctypes.create_string_buffer(max(2, length))
        pdfium.FPDFAttachment_GetName(attachment, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
        yield buffer.raw[: max(0, length - 2)].decode("utf-16-le", "replace")[:_LONGEST]
