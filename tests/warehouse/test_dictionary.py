"""Every table and column says what it means, on the page and in both databases; views say what tables hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, inspect

from tasks.records import Agency, Decision, DecisionKind, Severity
from tasks.season import states
from tasks.warehouse import record_decisions, record_roster, roll_up, set_state
from tasks.warehouse.dictionary import publish_dictionary, read_relation, relations
from tasks.warehouse.dictionary_page import PAGE, picture, refreshed
from tasks.warehouse.engine import reading, writing
from tests.docs.pages import blocks
from tests.warehouse.reports import NOW, finding, load, placement, receipt

VIEWS = {relation.name for relation in relations() if relation.view}


@pytest.mark.parametrize("relation", relations(), ids=lambda relation: relation.name)
def test_every_table_and_column_says_what_it_means(relation: Any) -> None:
    for word in (relation, *relation.columns):
        assert word.zh and not word.zh.isascii(), f"{relation.name}.{word.name}"
        assert word.en.replace("万元", "wan yuan").isascii() and word.en, f"{relation.name}.{word.name}"
    assert relation.columns and len({column.name for column in relation.columns}) == len(relation.columns)


def test_a_column_without_words_is_seen() -> None:
    sql = "-- A table.\n-- 一张表。\nCREATE TABLE IF NOT EXISTS core_x (\n    a TEXT NOT NULL,\n    b TEXT, -- 乙 / b\n"
    assert [(column.name, column.zh) for column in read_relation(sql + ");\n").columns] == [("a", ""), ("b", "乙")]


def test_the_database_has_what_the_dictionary_says(warehouse: Engine) -> None:
    see = inspect(warehouse)
    there = {
        name: [column["name"] for column in see.get_columns(name)]
        for name in (*see.get_table_names(), *see.get_view_names())
        if name != "alembic_version"
    }
    said = {relation.name: [column.name for column in relation.columns] for relation in relations()}
    assert {name: sorted(columns) for name, columns in there.items()} == {
        name: sorted(columns) for name, columns in said.items()
    }
    keys = {name: tuple(see.get_pk_constraint(name)["constrained_columns"]) for name in said if name not in VIEWS}
    assert keys == {relation.name: relation.key for relation in relations() if not relation.view}
    others = {
        name: sorted((key["referred_table"], tuple(key["constrained_columns"])) for key in see.get_foreign_keys(name))
        for name in keys
    }
    assert others == {relation.name: sorted(relation.others) for relation in relations() if not relation.view}


def test_the_warehouse_explains_itself(warehouse: Engine) -> None:
    with reading(warehouse) as connection:
        rows = connection.exec_driver_sql(
            "SELECT relation, column_name, word, zh FROM core_dictionary WHERE word <> '' OR relation = 'v_cells'"
        ).all()
    said = {(row.relation, row.column_name, row.word): row.zh for row in rows}
    assert said["v_cells", "value", ""] == "数，不是数为空"
    assert {word for relation, _column, word in said if relation == "core_states"} == set(states())
    if warehouse.dialect.name == "postgresql":
        see = inspect(warehouse)
        assert see.get_table_comment("core_cells")["text"].startswith("一行是一版报告的一格")
        tables = [relation.name for relation in relations() if not relation.view]
        assert all(column["comment"] for name in tables for column in see.get_columns(name))


def test_what_is_in_step_is_left_alone_and_the_rest_is_made_anew(warehouse: Engine) -> None:
    with writing(warehouse) as connection:
        assert publish_dictionary(connection) is False
        connection.exec_driver_sql("DROP VIEW v_cells")
        assert publish_dictionary(connection) is True
        connection.exec_driver_sql("UPDATE core_dictionary SET zh = '别的' WHERE relation = 'v_trace'")
        assert publish_dictionary(connection) is True
        assert publish_dictionary(connection) is False


def see(engine: Engine, sql: str) -> list[tuple[Any, ...]]:
    with reading(engine) as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql).all()]


@pytest.fixture
def county(warehouse: Engine) -> Engine:
    """Two agencies: one accepted at its second revision, one whose report has a confirmed and an open finding."""
    rows = [Agency(code, f"青禾县{name}", name, "department") for code, name in (("d01", "商务局"), ("d02", "教育局"))]
    record_roster(warehouse, "990001", 2023, rows)
    load(warehouse, "d01", placement({"t2.licensing.decisions": 1}), receipt("a", submitter="d01"))
    second = placement({"t2.licensing.decisions": 30, "t2.admin_fees.amount": Decimal("12.9363")})
    load(warehouse, "d01", second, receipt("b", submitter="d01"))
    set_state(warehouse, "d01", 2023, "accepted", who="张三", when=NOW)
    confirmed = finding(rule="R-09", severity=Severity.SOFT)
    load(warehouse, "d02", placement(), receipt("c", submitter="d02"), confirmed, finding(rule="R-08"))
    decision = Decision(
        DecisionKind.CONFIRM,
        "990001",
        "d02",
        2023,
        "已与台账核对",
        "经办员",
        NOW,
        rule="R-09",
        finding=confirmed.fingerprint,
    )
    record_decisions(warehouse, "990001", [decision])
    roll_up(warehouse, "990001", 2023, ["d01", "d02"], NOW)
    return warehouse


LOOKED_AT = {
    "SELECT agency_code, state, state_zh, revision, hard_findings, soft_findings FROM v_reports ORDER BY agency_code": [
        ("d01", "accepted", "已接收", 2, 0, 0),
        ("d02", "parsed", "已读出", 1, 1, 1),
    ],
    "SELECT agency_name, revision, form_table, value, unit FROM v_cells WHERE value > 0 ORDER BY value": [
        ("青禾县商务局", 2, "t2", Decimal("12.9363"), "万元"),
        ("青禾县商务局", 2, "t2", Decimal(30), ""),
    ],
    "SELECT rollup, status, value, reports FROM v_rollup WHERE value > 0 ORDER BY value": [
        (1, "draft", Decimal("12.9363"), 1),
        (1, "draft", Decimal(30), 1),
    ],
    "SELECT rule, severity, decision, decided_by, decision_reason FROM v_findings ORDER BY rule": [
        ("R-08", "hard", None, None, None),
        ("R-09", "soft", "confirm", "经办员", "已与台账核对"),
    ],
    "SELECT revision, supersedes, file_name, counts FROM v_revisions WHERE agency_code = 'd01' ORDER BY revision": [
        (1, None, "a.docx", 0),
        (2, 1, "b.docx", 1),
    ],
    "SELECT rollup, agency_name, value, as_printed FROM v_trace WHERE cell_code = 't2.admin_fees.amount'": [
        (1, "青禾县商务局", Decimal("12.9363"), "12.9363"),
    ],
}


def test_views_say_what_the_tables_hold(county: Engine) -> None:
    for sql, wanted in LOOKED_AT.items():
        assert [tuple(map(plain, row)) for row in see(county, sql)] == [tuple(map(plain, row)) for row in wanted], sql
    assert see(county, "SELECT COUNT(*), COUNT(DISTINCT cell_code) FROM v_cells") == [(200, 200)]
    assert see(county, "SELECT COUNT(*) FROM v_rollup") == [(200,)]


def plain(value: Any) -> Any:
    """A figure without its type; SQLite gives doubles where PostgreSQL gives decimals."""
    return round(float(value), 6) if isinstance(value, int | float | Decimal) else value


def test_every_example_of_the_page_works(county: Engine) -> None:
    queries = [query for block in blocks(PAGE.read_text(encoding="utf-8"), "sql") for query in block.split(";\n")]
    assert {view for view in VIEWS if any(view in query for query in queries)} == VIEWS
    for query in filter(str.strip, queries):
        see(county, query.replace("%", "%%") if county.dialect.name == "postgresql" else query)


def test_the_page_is_fresh() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert refreshed(text) == text, "请运行 python -m tasks.warehouse"
    with pytest.raises(ValueError, match="恰有一对标记"):
        refreshed("# 没有标记")


def test_the_picture_has_a_line_for_every_foreign_key() -> None:
    lines = [line for line in picture().splitlines() if "||--o{" in line]
    assert len(lines) == sum(len(relation.others) for relation in relations())
    assert '    core_revisions ||--o{ core_cells : "agency_code, year, revision"' in lines
