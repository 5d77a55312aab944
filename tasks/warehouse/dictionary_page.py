"""The dictionary of the warehouse as a page: its views, its tables, and a picture of which table refers to which."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tasks.warehouse.dictionary import Relation, relations

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
BEGIN, END = "<!-- dictionary: begin -->", "<!-- dictionary: end -->"


def refreshed(text: str) -> str:
    """The page with picture and tables made anew; ValueError when the marks are not there once each."""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise ValueError(f"docs/data-dictionary.md 里应恰有一对标记：{BEGIN} 与 {END}")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    views = [relation for relation in relations() if relation.view]
    tables = [relation for relation in relations() if not relation.view]
    parts = [
        "## 视图 Views",
        *(_described(view) for view in views),
        "## 表之间 How the tables refer to each other",
        picture(),
        "## 表 Tables",
        *(_described(table) for table in tables),
    ]
    return "\n".join([before + BEGIN, "\n\n".join(parts), END + after])


def picture() -> str:
    """The tables with their keys as a Mermaid entity-relationship diagram, a line a foreign key; others by name."""
    tables = [relation for relation in relations() if not relation.view]
    linked = {name for table in tables for other, _columns in table.others for name in (table.name, other)}
    drawn = [line for table in tables if table.name in linked for line in _drawn(table)]
    alone = "、".join(f"`{table.name}`" for table in tables if table.name not in linked)
    diagram = "\n".join(["```mermaid", "erDiagram", "    direction LR", *drawn, "```"])
    return f"{diagram}\n\n不引用别的表、也不被引用 On their own：{alone}"


def _drawn(table: Relation) -> Iterator[str]:
    yield f"    {table.name} {{"
    yield from (f"        key {name}" for name in table.key)
    yield "    }"
    for other, columns in table.others:
        yield f'    {other} ||--o{{ {table.name} : "{", ".join(columns)}"'


def _described(relation: Relation) -> str:
    marks = dict.fromkeys(relation.key, "（键）")
    rows = [
        f"| `{column.name}`{marks.get(column.name, '')} | {_cell(column.zh)} | {_cell(column.en)} |"
        for column in relation.columns
    ]
    head = f"### {relation.name}\n\n{relation.zh} {relation.en}"
    return "\n".join([head, "", "| 列 Column | 意思 | Meaning |", "| --- | --- | --- |", *rows])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
