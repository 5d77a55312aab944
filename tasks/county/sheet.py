"""A table of the county folder that a clerk edits in a spreadsheet: CSV in, rows out, every fault by its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from tasks.county.problem import SheetError
from tasks.language import _

Note = Callable[[int, str], None]
Row = dict[str, str]
_DATE = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?")


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

    UTF-8 with or without BOM, or GB18030 as a Chinese Excel saves it. `columns` gives the Chinese heading of each.
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
            return date(*map(int, match.groups()))
        except ValueError:
            pass
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
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise faults.error([_("{path} 的编码认不出。请在 Excel 里另存为“CSV UTF-8”。").format(path=path)])


def _rows(text: str, columns: Mapping[str, str], required: Sequence[str], note: Note) -> Iterator[tuple[int, Row]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = _header([heading.strip() for heading in next(reader, [])], columns, required, note)
        for cells in reader:
            values = [cell.strip() for cell in cells]
            if not any(values):
                continue
            if any(values[len(header) :]):
                note(reader.line_num, _("比表头多出内容。请检查有无多余的逗号；内容里的逗号要用引号括起。"))
            padded = values + [""] * (len(header) - len(values))
            yield reader.line_num, dict(zip(header, padded, strict=False))
    except csv.Error as error:
        note(reader.line_num, _("不是正确的 CSV（{reason}）。请检查引号是否成对。").format(reason=error))


def _header(headings: list[str], columns: Mapping[str, str], required: Sequence[str], note: Note) -> list[str]:
    while headings and not headings[-1]:
        headings.pop()
    english = {chinese: column for column, chinese in columns.items()}
    header = [english.get(heading, heading.lower()) for heading in headings]
    for heading in header:
        if heading not in columns:
            known = _("、").join(columns)
            note(1, _("不认识列名“{heading}”。可用的列是：{known}。").format(heading=heading, known=known))
    for column, label in columns.items():
        if header.count(column) > 1:
            note(1, _("列 {column} 出现两次。请删去一列。").format(column=column))
        if column in required and column not in header:
            note(1, _("缺少列 {column}（{label}）。请补上这一列。").format(column=column, label=label))
    return header
