"""Tell a document's type from its bytes; the file name is only a hint that must not contradict them."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from pathlib import PurePath

from tasks.language import N_, _
from tasks.reading.mail import looks_like_mail, looks_like_page
from tasks.reading.ole import ole_kind
from tasks.reading.parts import damaged
from tasks.records import Limits, Refusal

PACKAGES = frozenset({"zip", "7z", "rar", "mail"})
READABLE = PACKAGES | {
    "txt",
    "csv",
    "html",
    "mht",
    "spreadsheetml",
    "docx",
    "xlsx",
    "doc",
    "xls",
    "rtf",
    "odf",
    "pdf",
    "image",
}
SUFFIXES = {
    ".txt": "txt",
    ".md": "txt",
    ".csv": "csv",
    ".htm": "html",
    ".html": "html",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".pdf": "pdf",
    ".doc": "doc",
    ".xls": "xls",
    ".wps": "doc",
    ".et": "xls",
    ".rtf": "rtf",
    ".odt": "odf",
    ".ods": "odf",
    ".fodt": "odf",
    ".fods": "odf",
    ".eml": "mail",
    ".mht": "mht",
    ".mhtml": "mht",
    ".zip": "zip",
    ".7z": "7z",
    ".rar": "rar",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
}
_ALSO = {  # what Word, WPS and web pages write under these names
    ".doc": {"docx", "html", "rtf", "odf", "mht", "mail", "wordml"},
    ".wps": {"docx", "html", "rtf", "odf", "mht"},
    ".xls": {"xlsx", "html", "odf", "txt", "csv", "mht", "mail", "spreadsheetml"},
    ".xml": {"spreadsheetml", "odf", "wordml"},
    ".et": {"xlsx", "html", "odf", "txt", "csv", "mht"},
    ".csv": {"txt"},
    ".txt": {"csv"},
    ".md": {"csv"},
    ".mht": {"html", "mail"},
    ".mhtml": {"html", "mail"},
    ".htm": {"mht"},
    ".html": {"mht"},
    ".zip": {"docx", "xlsx", "odf", "ofd", "pptx", "xlsb"},  # browsers that know no docx save it so
    ".docx": {"doc"},
    ".xlsx": {"xls"},
}
_NAMES = {
    "txt": N_("纯文本"),
    "csv": N_("分隔文本（csv）"),
    "html": N_("网页"),
    "docx": N_("Word 文档（docx）"),
    "xlsx": N_("Excel 工作簿（xlsx）"),
    "pdf": "PDF",
    "doc": N_("旧版 Word 文档（doc、wps）"),
    "xls": N_("旧版 Excel 工作簿（xls、et）"),
    "ole": N_("其他旧版 Office 文件"),
    "ofd": N_("OFD 版式文件"),
    "xlsb": N_("Excel 二进制工作簿（xlsb）"),
    "pptx": N_("演示文稿"),
    "msg": N_("Outlook 邮件（msg）"),
    "tnef": N_("Outlook 的附件包（winmail.dat）"),
    "rtf": N_("RTF 文档"),
    "odf": N_("OpenDocument 文档（odt、ods）"),
    "mail": N_("邮件（eml）"),
    "spreadsheetml": N_("XML 表格（Excel 2003）"),
    "wordml": N_("Word XML 文档"),
    "mht": N_("单个文件网页（mht）"),
    "zip": N_("压缩包"),
    "7z": N_("7z 压缩包"),
    "rar": N_("rar 压缩包"),
    "image": N_("图片"),
}
_USUAL_ADVICE = N_("请另存为 docx、xlsx 或 pdf 后重新报送")
_ADVICE = {
    "tnef": N_("请发件人用纯文本或 HTML 格式重新发送，或直接报送附件"),
    "msg": N_("请把其中的附件另存出来报送，或把邮件另存为 eml"),
    "ofd": N_("请用 OFD 阅读器导出为 PDF 后重新报送，或报送原来的 Word、Excel 文件"),
    "xlsb": N_("请用 Excel 另存为 xlsx 后重新报送"),
    "wordml": N_("请用 Word 或 WPS 另存为 docx 后重新报送"),
}
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x78\x9f\x3e\x22", "tnef"),
)
_PAGE = re.compile(r"<\s*(?:!doctype\s+html|html|head|body)\b[^<]*>", re.IGNORECASE)
_MARKUP = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|table|div|p|h[1-6])\b[^<]*>", re.IGNORECASE)
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1f\ue000-\uf8ff]")
_SHORTCUT = b"L\0\0\0\x01\x14\x02\0"
_FRONT = 2000
_XML = {
    "urn:schemas-microsoft-com:office:spreadsheet": "spreadsheetml",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "odf",
    "schemas.microsoft.com/office/word/2003/wordml": "wordml",
    "schemas.microsoft.com/office/2006/xmlPackage": "wordml",
}
_SEPARATORS, _FEWEST_ROWS, _NARROWEST = ("\t", ",", ";"), 4, 3
_PARTS = {
    "xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "OFD.xml": "ofd", "ppt/presentation.xml": "pptx",
}  # fmt: skip
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def detect(data: bytes, name: str, limits: Limits) -> str:
    """The kind of document (a key of READERS or one of PACKAGES); Refusal for everything else, with what to do."""
    if len(data) > limits.file_bytes:
        raise Refusal(
            "too_large", _("文件超过上限 {limit} MB，请拆分或压缩图片后重新报送").format(limit=limits.file_bytes >> 20)
        )
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refusal("empty", _("文件是空的，请检查后重新报送"))
    if data.startswith(_SHORTCUT):
        raise Refusal("empty", _("这是快捷方式，里面没有文件；请把文件本身复制过来重新报送"))
    kind = _container(data, limits) or _text_kind(data)
    hinted = SUFFIXES.get(PurePath(name).suffix.lower())
    allowed = {hinted} | _ALSO.get(PurePath(name).suffix.lower(), set())
    if hinted and kind not in allowed and not {hinted, kind} <= {"txt", "html"} and kind in _NAMES:
        raise Refusal(
            "wrong_extension",
            _("文件名后缀是“{suffix}”，内容却是{kind}，请用原软件另存为正确的格式后重新报送").format(
                suffix=PurePath(name).suffix, kind=_(_NAMES[kind])
            ),
        )
    if kind not in READABLE:
        said = _("不能读取这种类型的文件（{kind}），{advice}")
        advice = _(_ADVICE.get(kind, _USUAL_ADVICE))
        raise Refusal("unknown_type", said.format(kind=_(_NAMES.get(kind, kind)), advice=advice))
    return kind


def _container(data: bytes, limits: Limits) -> str | None:
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    if kind == "ole" and _ENCRYPTED_STREAM in data:
        raise Refusal("encrypted", _("文件设有打开密码，请取消密码后重新报送"))
    if kind == "ole":
        return ole_kind(data)
    return _inside_zip(data, limits) if kind == "zip" else kind


def _inside_zip(data: bytes, limits: Limits) -> str:
    """Look at the directory of a zip before anything is unpacked: sizes, ratio, encryption, parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise damaged() from error
    if any(member.flag_bits & 0x1 for member in members):
        raise Refusal("encrypted", _("文件设有密码，请取消密码后重新报送"))
    total = sum(member.file_size for member in members)
    if (
        len(members) > limits.members
        or any(member.file_size > limits.member_bytes for member in members)
        or total > limits.ratio * max(len(data), 4096)
    ):
        raise Refusal("too_large", _("文件展开后过大，疑似异常压缩，已拒收"))
    names = {member.filename for member in members}
    if "word/document.xml" in names:
        return "docx"
    if "content.xml" in names and names & {"mimetype", "META-INF/manifest.xml"}:
        return "odf"
    return next((kind for part, kind in _PARTS.items() if part in names), "zip")


def _text_kind(data: bytes) -> str:
    if looks_like_page(data):
        return "mht"
    if looks_like_mail(data):
        return "mail"
    text = decode(data)
    if kind := _xml_kind(text[:_FRONT]):
        return kind
    return "html" if _is_page(text) else "csv" if separator_of(text) else "txt"


def _is_page(text: str) -> bool:
    """Whether the text is markup; some tags among lines of plain text (Markdown) make no page."""
    if not _MARKUP.search(text):
        return False
    lines = [line for line in text.splitlines() if line.strip()]
    plain = sum("<" not in line or line.lstrip().startswith("|") for line in lines)
    return bool(_PAGE.search(text)) or plain * 2 < len(lines)


def _xml_kind(start: str) -> str | None:
    """What an office program saved as one XML file; None for any other text."""
    if not start.lstrip("\ufeff \r\n\t").startswith(("<?xml", "<")):
        return None
    return next((kind for name, kind in _XML.items() if name in start), None)


def separator_of(text: str) -> str | None:
    """What separates the fields where a text is one table, as a workbook saved it; None for any other text."""
    for separator in _SEPARATORS:
        if text.count(separator, 0, _FRONT) < _NARROWEST or (separator == "\t" and '"' not in text):
            continue  # without quotes each line with tabs is a row, whatever stands around
        try:
            widths = Counter(map(len, csv.reader(io.StringIO(text, newline=""), delimiter=separator)))
        except csv.Error:
            continue
        width, count = widths.most_common(1)[0]
        if width >= _NARROWEST and count >= _FEWEST_ROWS and count == widths.total() - widths[0]:
            return separator
    return None


def decode(data: bytes) -> str:
    """Text from bytes: BOM, strict UTF-8, then GB18030 (the superset of GBK and gb2312); Refusal otherwise."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8-sig", "gb18030"]
        if b"\x00" in data:
            raise Refusal("unknown_type", _("不能识别文件类型，请另存为 docx、xlsx 或 pdf 后重新报送"))
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _mostly_printable(text):
            return text
    raise Refusal("unreadable", _("文件内容无法识别（不是 UTF-8 或 GB18030 编码的文字），请另存后重新报送"))


def _mostly_printable(text: str) -> bool:
    sample = text[:20_000]
    return len(_STRANGE.findall(sample)) * 50 <= len(sample)
