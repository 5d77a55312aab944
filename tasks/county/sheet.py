"""A table of the county folder that a clerk edits in a spreadsheet: CSV in, rows out, every fault by its line."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from tasks.county.problem import SheetError
from tasks.language import _

Note = Callable[[int, str], None]
Row = dict[str, str]
_DATE = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?: +0?0:00(?::00)?)?|(\d{4})(\d\d)(\d\d)")
_SERIAL = re.compile(r"[34]\d{4}(?:\.0)?")  # Excel 里 1982 年至 2036 年的日期
_BROKEN = re.compile(r"#{3,}|#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)")
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class Faults:
    """What is wrong with a file, line by line; all of it is told at once."""

    def __init__(self, path: Path, error: type[SheetError] = SheetError) -> None:
        self.path = path
        self.error = error
        self._found: list[tuple[int, str]] = []

    def note(self, line: int, fault: str) -> None:
        self._found.append((line, fault))

    def __bool__(self) -> bool:
        return bool(self._found)

    def at(self, line: int) -> bool:
        """Whether a line cannot be used; a fault of the headings is one of every line."""
        return any(found in {1, line} for found, _fault in self._found)

    def sentences(self) -> tuple[str, ...]:
        """A sentence a fault, in the order of the lines."""
        return tuple(
            _("{file} 第 {line} 行：{fault}").format(file=self.path.name, line=line, fault=fault)
            for line, fault in sorted(self._found)
        )

    def tell(self) -> None:
        """Raise the error with every fault, where there are any."""
        if self._found:
            raise self.error(self.sentences())


def read_rows(faults: Faults, columns: Mapping[str, str], required: Sequence[str]) -> list[tuple[int, Row]]:
    """The rows that hold anything, each with its line, by English column name; raises where nothing can be read.

    UTF-8 with or without BOM, GB18030 as a Chinese Excel saves it, or its “Unicode text”; parted by commas, tabs or
    semicolons. `columns` gives the Chinese heading of each.
    """
    return list(_rows(_text(faults), columns, required, faults.note))


def split(text: str) -> tuple[str, ...]:
    """The parts of a cell that holds several."""
    return tuple(part.strip() for part in re.split("[;；]", text) if part.strip())


def to_date(line: int, text: str, note: Note) -> date | None:
    """A day as people write it; None for an empty cell, and, with a note, for what is no day."""
    if not text:
        return None
    if match := _DATE.fullmatch(text):
        try:
            return date(*(int(part) for part in match.groups() if part))
        except ValueError:
            pass
    if _SERIAL.fullmatch(text):
        note(line, _("日期“{text}”是 Excel 的序号。请把这一列的格式设为日期，再存一次。").format(text=text))
    else:
        note(line, _("日期“{text}”不对。请写成 2019-01-01，或留空。").format(text=text))
    return None


def to_year(line: int, text: str, note: Note) -> int:
    """A report year; 0, with a note, for what is none."""
    if re.fullmatch(r"[12]\d{3}", text):
        return int(text)
    note(line, _("年度“{text}”不对。请写报告年度，如 2023。").format(text=text))
    return 0


def to_word(line: int, text: str, words: Mapping[str, str], what: str, note: Note) -> str:
    """One of the known words, written in English or in Chinese; what it says otherwise, with a note."""
    word = {chinese: english for english, chinese in words.items()}.get(text, text)
    if word not in words:
        known = _("、").join(
            _("{word}（{note}）").format(word=word, note=_(chinese)) for word, chinese in words.items()
        )
        note(line, _("不认识{what}“{word}”。请写其中之一：{known}。").format(what=what, word=text, known=known))
    return word


def _text(faults: Faults) -> str:
    path = faults.path
    try:
        data = path.read_bytes()
    except OSError:
        raise faults.error([_("打不开 {path}。请确认它在县文件夹里。").format(path=path)]) from None
    if data.startswith(_WORKBOOK):
        words = _("{path} 是 Excel 工作簿，只是改了后缀。请在 Excel 里另存为“CSV UTF-8”。")
        raise faults.error([words.format(path=path)])
    unicode = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if unicode else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise faults.error([_("{path} 的编码认不出。请在 Excel 里另存为“CSV UTF-8”。").format(path=path)])


def _rows(text: str, columns: Mapping[str, str], required: Sequence[str], note: Note) -> Iterator[tuple[int, Row]]:
    if not text.strip():
        note(1, _("文件是空的。第一行写列名：{known}。").format(known=_known(columns)))
        return
    first, _newline, _rest = text.partition("\n")
    said = re.match("sep=(.)", first)  # Excel 自己的一行，说用什么分隔
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=said[1] if said else _delimiter(first))
    try:
        if said:
            next(reader)
        header = _header([_plain(heading) for heading in next(reader, [])], columns, required, note)
        for cells in reader if header else ():
            values = [_plain(cell) for cell in cells]
            if not any(values):
                continue
            for value in filter(_BROKEN.fullmatch, values):
                words = _("“{value}”是 Excel 显示不出或算不出的标记。请改正那一格，再存一次。")
                note(reader.line_num, words.format(value=value))
            if any(values[len(header) :]):
                note(reader.line_num, _("比表头多出内容。请检查有无多余的逗号；内容里的逗号要用引号括起。"))
            padded = values + [""] * (len(header) - len(values))
            yield reader.line_num, dict(zip(header, padded, strict=False))
    except csv.Error as error:
        note(reader.line_num, _("不是正确的 CSV（{reason}）。请检查引号是否成对。").format(reason=error))


def _plain(cell: str) -> str:
    """A cell without space around it, and without characters that nobody sees."""
    return "".join(letter for letter in cell if unicodedata.category(letter) != "Cf").strip()


def _delimiter(first: str) -> str:
    """What parts the headings: a comma, else a tab or a semicolon where there is one."""
    return next((letter for letter in ",\t;" if letter in first), ",")


def _known(columns: Mapping[str, str]) -> str:
    return _("、").join(_("{word}（{note}）").format(word=word, note=label) for word, label in columns.items())


def _header(headings: list[str], columns: Mapping[str, str], required: Sequence[str], note: Note) -> list[str]:
    while headings and not headings[-1]:
        headings.pop()
    english = {chinese: column for column, chinese in columns.items()}
    header = [english.get(heading, heading.lower()) for heading in headings]
    if not set(header) & columns.keys():
        words = _("这一行不是列名。请把列名放在第一行，用英文逗号分开，上面不要有表名；可用的列是：{known}。")
        note(1, words.format(known=_known(columns)))
        return []
    for heading in header:
        if heading not in columns:
            words = _("不认识列名“{heading}”。可用的列是：{known}。")
            note(1, words.format(heading=heading, known=_known(columns)))
    for column, label in columns.items():
        if header.count(column) > 1:
            note(1, _("列 {column} 出现两次。请删去一列。").format(column=column))
        if column in required and column not in header:
            note(1, _("缺少列 {column}（{label}）。请补上这一列。").format(column=column, label=label))
    return header
