import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from tasks.season import TransitionError
from tasks.season import states as states_of_the_season
from tasks.warehouse import accepted_revisions, history, set_state, states
from tasks.warehouse.statements import source
from tests.warehouse.reports import NOW, accept, load, placement, receipt


def move(engine: Engine, state: str, why: str = "") -> bool:
    return set_state(engine, "d01", 2023, state, who="张三", when=NOW, why=why)


def test_every_step_is_kept_and_the_last_one_holds(warehouse: Engine) -> None:
    move(warehouse, "expected")
    load(warehouse, "d01", placement())
    move(warehouse, "returned", "合计不符")
    assert [(step.state, step.revision) for step in history(warehouse, "d01", 2023)] == [
        ("expected", None),
        ("received", 1),
        ("parsed", 1),
        ("returned", 1),
    ]
    step = states(warehouse, 2023)["d01"]
    assert (step.state, step.who, step.why, step.at) == ("returned", "张三", "合计不符", NOW)


def test_standing_still_writes_nothing(warehouse: Engine) -> None:
    assert move(warehouse, "expected") is True
    assert set_state(warehouse, "d01", 2023, "expected", who="李四", when=NOW + timedelta(1), why="再说") is False
    assert len(history(warehouse, "d01", 2023)) == 1


def test_a_new_revision_takes_the_acceptance_away_until_it_is_given_again(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement())
    assert accepted_revisions(warehouse, 2023)["d01"].number == 1
    load(warehouse, "d01", placement({"t3.granted.other_org": 2}), receipt("b"))
    assert accepted_revisions(warehouse, 2023) == {}
    assert move(warehouse, "accepted") is True
    assert accepted_revisions(warehouse, 2023)["d01"].number == 2


def test_publishing_keeps_the_accepted_revision(warehouse: Engine) -> None:
    accept(warehouse, "d01", placement())
    move(warehouse, "published")
    assert accepted_revisions(warehouse, 2023)["d01"].number == 1


def test_what_was_never_loaded_cannot_be_accepted(warehouse: Engine) -> None:
    with pytest.raises(ValueError, match="d01 2023 年度尚无已入库的报告"):
        move(warehouse, "accepted")
    assert states(warehouse, 2023) == {}


def test_a_state_that_does_not_exist_is_refused(warehouse: Engine) -> None:
    with pytest.raises(ValueError, match="没有“acepted”这个状态"):
        move(warehouse, "acepted")
    assert states(warehouse, 2023) == {}


def test_a_step_that_the_season_does_not_allow_is_refused_and_leaves_nothing(warehouse: Engine) -> None:
    load(warehouse, "d01", placement())
    move(warehouse, "returned")
    with pytest.raises(TransitionError, match="d01 2023 年度现在是“退回更正”，不能记为“已公开”；可以转为："):
        move(warehouse, "published")
    assert [step.state for step in history(warehouse, "d01", 2023)] == ["received", "parsed", "returned"]


def test_every_state_can_be_stored() -> None:
    words = re.findall(r"'([a-z_]+)'", source("schema/core_states"))
    assert states_of_the_season().keys() <= set(words)


def test_a_revision_that_does_not_exist_is_refused(warehouse: Engine) -> None:
    load(warehouse, "d01", placement())
    with pytest.raises(IntegrityError):
        set_state(warehouse, "d01", 2023, "accepted", who="张三", when=NOW, revision=7)
