"""Structure: annexes, extra rows and columns, tables cut, missing, nested or repeated."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest

from tasks.form import load_form
from tasks.sample.drawing import Box, DrawnTable, draw
from tasks.sample.outline import Text
from tasks.sample.wording import OFFICIAL
from tests.accuracy.document import ABSENT, BLANK, Document, Gone, meaning, row_label, spelt, texts
from tests.accuracy.geometry import cut, height, narrower, row_of, stacked, with_column, with_row, without_rows
from tests.accuracy.variations import ONE_LINE, STREAMS, nothing, variation

_TABLES = ("t2", "t3", "t4")


@variation("structure", "Chapters numbered twice (narrative 一-六, then an annex restarting at 一)")
def annex_restarts(document: Document) -> None:
    sections = {section.number: section for section in document.form.sections}
    titles = [sections[document.form.table(code).section].title for code in _TABLES]
    _annex(document, [Text("heading", f"{number}、{title}") for number, title in zip("一二三", titles, strict=True)])


@variation("structure", "an annex that repeats the chapters")
def annex_repeats(document: Document) -> None:
    headings = [part for _, part in texts(document, "heading")]
    _annex(document, headings[1:4])


def _annex(document: Document, headings: list[Text]) -> None:
    """Move the tables behind the prose, each below its heading."""
    tables = document.tables
    document.parts = [part for part in document.parts if part not in tables]
    document.parts.append(Text("prose", "附件"))
    for code, heading in zip_longest(_TABLES, headings):
        document.parts += [heading] if heading else []
        document.parts += [table for table in tables if table.code == code]


@variation("structure", "table of contents")
def table_of_contents(document: Document) -> None:
    lines = [f"{part.text}……………{page}" for page, (_, part) in enumerate(texts(document, "heading"), 1)]
    document.insert(len(list(texts(document, "title"))), [Text("prose", line) for line in ["目录", *lines]])


@variation("structure", "table of contents (bare headings)")
def contents_without_pages(document: Document) -> None:
    lines = [part.text for _, part in texts(document, "heading")]
    document.insert(len(list(texts(document, "title"))), [Text("prose", line) for line in lines])


@variation("structure", "headings lost by conversion")
def headings_lost(document: Document) -> None:
    document.parts = [part for part in document.parts if not (isinstance(part, Text) and part.kind == "heading")]


@variation("structure", "own headings: 政府信息公开工作的基本情况")
def first_heading_renamed(document: Document) -> None:
    document.write("heading", lambda text: "一、政府信息公开工作的基本情况" if text.startswith("一、") else text)


@variation("structure", "added row 其他主动公开文件")
def local_row(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        at = row_of(table, "t2.normative_docs") + 1
        above = sorted((box for box in table.boxes if box.code.startswith("t2.normative_docs")), key=lambda b: b.column)
        figures = []
        for number, box in enumerate(above):
            code = f"t2.ext.其他主动公开文件.{box.code.rpartition('.')[2]}"
            document.truth[code] = meaning(81_001 + number)
            figures.append(replace(box, text=str(81_001 + number), value=81_001 + number, code=code))
        return with_row(table, at, [Box(at, 0, "其他主动公开文件", colspan=table.depth), *figures])

    document.draw("t2", change)


@variation("structure", "2021 form with （六）其他处理 as ONE row", first=True, editions=("f2021",))
def other_handling_in_one_row(document: Document) -> None:
    old = load_form("f2019").table("t3")
    block = old.blocks[0]
    leaves = [row.code for row in document.form.table("t3").blocks[0].rows if row.within("other")]
    for number, column in enumerate(block.columns, 1):
        document.truth[f"t3.other_handling.{column.code}"] = meaning(82_000 + number)
        for leaf in leaves:
            document.truth[f"t3.{leaf}.{column.code}"] = ABSENT
    values = dict(document.report.values)
    values |= {f"t3.other_handling.{column.code}": 82_000 + n for n, column in enumerate(block.columns, 1)}
    document.draw("t3", lambda table: draw(old, values, OFFICIAL))


@variation("structure", "only block 第（九）项 printed", first=True, editions=("f2019",))
def only_last_block(document: Document) -> None:
    _only_blocks(document, slice(-1, None))


@variation("structure", "only some blocks", first=True)
def only_first_blocks(document: Document) -> None:
    _only_blocks(document, slice(0, 2))


def _only_blocks(document: Document, kept: slice) -> None:
    table = document.form.table("t2")
    if any(code not in document.truth for code in document.form.cells if code.startswith("t2.")):
        return  # some blocks are gone already
    left = replace(table, blocks=table.blocks[kept])
    here = {block.code(row, column) for block in left.blocks for row in block.rows for column in block.columns}
    document.forget(code for code in list(document.truth) if code.startswith("t2.") and code not in here)
    document.draw("t2", lambda drawn: draw(left, document.report.values, OFFICIAL))


def _drop(document: Document, codes: tuple[str, ...]) -> None:
    document.parts = [part for part in document.parts if not (isinstance(part, DrawnTable) and part.code in codes)]
    document.forget(code for code in list(document.truth) if code[:2] in codes)


@variation("structure", "tables missing: table 二")
def table_two_missing(document: Document) -> None:
    _drop(document, ("t2",))


@variation("structure", "tables missing: table 三")
def table_three_missing(document: Document) -> None:
    _drop(document, ("t3",))


@variation("structure", "tables missing: table 四")
def table_four_missing(document: Document) -> None:
    _drop(document, ("t4",))


@variation("structure", "no tables at all")
def no_tables(document: Document) -> None:
    _drop(document, _TABLES)


@variation("structure", "block captions left out")
def captions_missing(document: Document) -> None:
    document.draw("t2", lambda table: spelt(table, lambda box: box.text.startswith("第二十条"), lambda box: ""))


@variation("structure", "extra 法人小计 column", loses_in=STREAMS)
def organisations_subtotal(document: Document) -> None:
    words = document.rng.choice(["小计", "法人小计"])

    def change(table: DrawnTable) -> DrawnTable:
        others = [box for box in table.boxes if box.code.endswith(".other_org")]
        if not others or not table.heads:
            raise Gone(words)
        extra = []
        for number, box in enumerate(others):
            code = box.code.replace(".other_org", ".org_subtotal")
            document.truth[code] = meaning(83_000 + number)
            extra.append(replace(box, text=str(83_000 + number), value=83_000 + number, code=code))
        header = Box(table.heads - 1, 0, words)
        return with_column(table, others[0].column + 1, [header, *extra])

    document.draw("t3", change)


@variation("structure", "extra group subtotal rows")
def group_subtotals(document: Document) -> None:
    for number, group in enumerate(("denied", "unavailable", "not_processed")):
        _subtotal(document, group, 84_000 + 10 * number)


def _subtotal(document: Document, group: str, base: int) -> None:
    rows = [row for row in document.form.table("t3").blocks[0].rows if row.within(group)]

    def change(table: DrawnTable) -> DrawnTable:
        at = row_of(table, f"t3.{rows[0].code}.")
        figures = sorted((box for box in table.boxes if box.code and box.row == at), key=lambda box: box.column)
        label = next(box for box in table.boxes if box.row == at and box.column == 1)
        extra = []
        for number, box in enumerate(figures):
            code = f"t3.grp_{group}.{box.code.rpartition('.')[2]}"
            document.truth[code] = meaning(base + number)
            extra.append(replace(box, text=str(base + number), value=base + number, code=code))
        return with_row(table, at, [replace(label, colspan=table.depth - 1, rowspan=1), *extra])

    document.draw("t3", change)


@variation("structure", "extra subtotal rows that say 小计 only", loses=True)
def nameless_subtotals(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        at = row_of(table, "t3.denied_administrative_inquiry.") + 1
        figures = [box for box in table.boxes if box.code and box.row == at - 1]
        extra = [replace(box, text=str(85_000 + n), value=85_000 + n, code="") for n, box in enumerate(figures)]
        return with_row(table, at, [Box(at, 1, "小计", colspan=table.depth - 1), *extra])

    document.draw("t3", change)


def _split(document: Document, between: Text, words: bool = False) -> None:
    """Cut table 三 inside a group, this text between."""
    at = document.place_of("t3")
    table = document.parts[at]
    assert isinstance(table, DrawnTable)
    halves = (lambda text: (text[: len(text) // 2 + 1], text[len(text) // 2 + 1 :])) if words else (lambda t: (t, ""))
    row = row_of(table, document.rng.choice(["t3.unavailable_creation_needed.", "t3.denied_internal_affairs."]))
    first, second = cut(table, row, halves)
    document.parts[at : at + 1] = [first, between, second]


@variation("structure", "caption on one page, rows on the next: table split by a caption")
def split_by_caption(document: Document) -> None:
    _split(document, Text("prose", "续表"))


@variation("structure", "page footers - 3 - between the halves of a table", loses_in=ONE_LINE)
def split_by_footer(document: Document) -> None:
    _split(document, Text("prose", "- 3 -"))


@variation(
    "structure",
    "broken between pages inside a group, its group label cut (（四）无 | 法提供)",
    loses_in=(*ONE_LINE, "tab_dump.txt"),
)
def group_label_cut(document: Document) -> None:
    _split(document, Text("prose", "- 3 -"), words=True)


@variation(
    "structure",
    "the column count CHANGES after the break where the remaining rows need fewer",
    loses_in=ONE_LINE,
)
def narrower_after_break(document: Document) -> None:
    at = document.place_of("t3")
    table = document.parts[at]
    assert isinstance(table, DrawnTable)
    first, second = cut(table, row_of(table, "t3.disposed_total."))
    document.parts[at : at + 1] = [first, Text("prose", "- 4 -"), narrower(second)]


@variation("structure", "page footers - 3 - inside tables", loses_in=STREAMS)
def footer_inside(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        at = row_of(table, "t3.unavailable_creation_needed.")
        return with_row(table, at, [Box(at, table.depth - 1, "- 3 -", colspan=table.width - table.depth + 1)])

    document.draw("t3", change)


@variation("structure", "header row repeated in the middle")
def header_repeated(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        first, second = cut(table, row_of(table, "t3.not_processed_duplicate."))
        header, _ = cut(table, table.heads)
        return stacked([first, header, second])

    document.draw("t3", change)


@variation("structure", "groups repeated on each row")
def groups_repeated(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        boxes = []
        for box in table.boxes:
            again = range(box.rowspan) if not box.code and box.row >= table.heads and table.depth > 1 else range(1)
            boxes += [replace(box, row=box.row + d, rowspan=1 if len(again) > 1 else box.rowspan) for d in again]
        return replace(table, boxes=tuple(boxes))

    document.draw("t3", change)


@variation("structure", "blank rows between the rows of a table")
def empty_rows(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        at = document.rng.randint(table.heads + 1, height(table) - 1)
        return with_row(table, at, [Box(at, table.depth - 1, "", colspan=table.width - table.depth + 1)])

    document.draw("t3", change)


@variation("structure", "rows of table 三 missing: not printed where zero")
def rows_left_out(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        rows = ["denied_security_stability", "unavailable_creation_needed", "not_processed_publication"]
        document.forget(code for code in list(document.truth) if code.split(".")[1] in rows)
        gone = {box.row for box in table.boxes if box.code and box.code.split(".")[1] in rows}
        return without_rows(table, sorted(gone))

    document.draw("t3", change)


@variation("structure", "metadata block before the body")
def metadata_block(document: Document) -> None:
    year = document.report.year
    pairs = [["索引号", f"990001/{year}-00012", "发布机构", document.report.agency],
             ["发文日期", f"{year + 1}-01-15", "主题分类", "政务公开"], ["文号", "无", "有效性", "有效"]]  # fmt: skip
    boxes = tuple(Box(row, column, text) for row, texts in enumerate(pairs) for column, text in enumerate(texts))
    document.insert(0, [DrawnTable("metadata", 4, 1, 0, boxes)])


@variation("structure", "another table in the prose (platforms and posts)")
def strange_table(document: Document) -> None:
    rows = [["平台", "发布数量", "总计"], ["微信公众号", "37", "46"], ["门户网站", "7", "100"], ["其他", "2", "3"]]
    boxes = tuple(Box(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts))
    document.insert(document.place_of("t2") if "t2" in _codes(document) else len(document.parts),
                    [Text("prose", "各平台发布情况："), DrawnTable("platforms", 3, 1, 1, boxes)])  # fmt: skip


def _codes(document: Document) -> set[str]:
    return {table.code for table in document.tables}


@variation(
    "structure", "the narrative speaks of one body, the table of the whole county (17 against 95)", loses_in=STREAMS
)
def figures_in_prose(document: Document) -> None:
    words = (
        "本年新收政府信息公开申请 17 件，上年结转政府信息公开申请数量 2 件，予以公开 9 件，部分公开 1 件，"
        "不予公开 3 件，结转下年度继续办理 0 件。行政处罚 12 件，行政许可 5 件，制定行政规范性文件 3 件，废止 1 件。"
    )
    here = document.rng.choice(["t2", "t3"])
    if here in _codes(document):
        document.insert(document.place_of(here), [Text("prose", words)])


@variation("structure", "nested layout tables", only=("html",),
           after=lambda data: _inside_body(data, b"<table><tr><td>", b"</td></tr></table>"))  # fmt: skip
def layout_tables(document: Document) -> None:
    nothing(document)


@variation(
    "structure", "rowspan=99", only=("html",), after=lambda data: re.sub(rb'rowspan="2[02]"', b'rowspan="99"', data)
)
def overlong_rowspans(document: Document) -> None:
    nothing(document)


@variation("structure", "tags that nobody closes", only=("html",),
           after=lambda data: re.sub(rb"</(?:td|tr|p)>", b"", data))  # fmt: skip
def tags_left_open(document: Document) -> None:
    nothing(document)


@variation("structure", "HTML <title> absent", only=("html",),
           after=lambda data: re.sub(rb"<title>.*?</title>", b"", data, flags=re.DOTALL))  # fmt: skip
def page_title_absent(document: Document) -> None:
    nothing(document)


def _inside_body(data: bytes, before: bytes, after: bytes) -> bytes:
    data = re.sub(rb"(<body[^>]*>)", rb"\1" + before, data, count=1)
    return data.replace(b"</body>", after + b"</body>", 1)


@variation(
    "dumps",
    "blank cells dropped so that three numbers stand for seven columns",
    loses=True,
    only=("txt", "html", "docx"),
)
def blanks_dropped(document: Document) -> None:
    def change(table: DrawnTable) -> DrawnTable:
        figured = sorted({box.row for box in table.boxes if box.code})
        rows = document.rng.sample(figured, min(5, len(figured)))
        gone = {box for box in table.boxes if box.code and box.row in rows and document.rng.random() < 0.5}
        for box in gone:
            document.truth[box.code] = BLANK
        boxes = []
        for box in table.boxes:
            left = sum(other.row == box.row and other.column < box.column for other in gone) if box.code else 0
            if box not in gone:
                boxes.append(replace(box, column=box.column - left))
        return replace(table, boxes=tuple(boxes))

    document.draw("t3", change)


@variation("labels", "a label lost: the row is known by its group and its order", loses=True)
def label_lost(document: Document) -> None:
    row = document.rng.choice(
        ["denied_security_stability", "granted", "unavailable_not_held", "not_processed_publication"]
    )
    for table in document.tables:
        label = row_label(table, row)
        if label:
            document.draw("t3", lambda t, label=label: spelt(t, lambda box: box == label, lambda box: ""))  # type: ignore[misc]
