from collections.abc import Callable
from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from tasks import warehouse
from tasks.records import Decision, DecisionKind, Refusal, SeasonFinding
from tests.warehouse.reports import NOW, accept, finding, load, placement, receipt

MESSAGE = warehouse.Message("key", "digest", "a@b.example", "due", 2023, "d01", "催报", "", NOW)
DECISION = Decision(DecisionKind.WAIVE, "c", "d02", 2023, reason="撤并", person="张", at=NOW, second="李")


def season(engine: Engine, event: str) -> None:
    warehouse.record_season_step(engine, "c", 2023, event, who="王", why="", when=NOW)


def check_again(engine: Engine) -> None:
    revision = warehouse.latest_revisions(engine, 2023)["d01"]
    warehouse.record_findings(engine, revision, [finding()], NOW)


def check_season(engine: Engine) -> None:
    found = [SeasonFinding("d01", finding(), 1)]
    warehouse.record_season_check(engine, "c", 2023, "due", found, inputs="i", now=NOW)


def disclose(engine: Engine) -> None:
    warehouse.disclose(engine, "d01", 2023, url="https://a", on=date(2024, 1, 30), who="王", why="公开", when=NOW)


CHANGES: dict[str, Callable[[Engine], object]] = {
    "a report": lambda engine: accept(engine, "d01", placement({"t2.licensing.decisions": 2})),
    "a refusal": lambda engine: warehouse.record_refusal(engine, receipt("b"), Refusal("encrypted", "打不开")),
    "another check": check_again,
    "a season finding": check_season,
    "a rollup": lambda engine: warehouse.roll_up(engine, "c", 2023, ["d01"], NOW),
    "a publication": lambda engine: warehouse.publish_rollup(engine, "c", 2023, who="王", now=NOW),
    "an opening": lambda engine: season(engine, "open"),
    "a closing": lambda engine: season(engine, "close"),
    "a disclosure": disclose,
    "a decision": lambda engine: warehouse.record_decisions(engine, "c", [DECISION]),
    "a message": lambda engine: warehouse.outbox_put(engine, MESSAGE),
    "a message that was sent": lambda engine: warehouse.outbox_mark(engine, MESSAGE, "sent", NOW),
    "a newer revision": lambda engine: load(engine, "d01", placement({}), receipt("c", submitter="d01")),
}


def test_the_word_changes_with_everything_that_is_shown_and_with_nothing_else(warehouse: Engine) -> None:
    words = [standing(warehouse)]
    for name, change in CHANGES.items():
        change(warehouse)
        words.append(standing(warehouse))
        assert len({*words}) == len(words), name
        assert standing(warehouse) == words[-1]
    load(warehouse, "d01", replace(placement(), year=2020), receipt("d", submitter="d01", year=2020))
    assert standing(warehouse) == words[-1]


def standing(engine: Engine) -> str:
    return warehouse.standing(engine, [2022, 2023])
