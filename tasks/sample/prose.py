"""Invented prose for a report: true to its figures, and full of other numbers that are no applications."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from random import Random

from tasks.form import Form
from tasks.records import Agency
from tasks.sample.report import Value

Prose = tuple[str, ...]
_SELF = {
    "局": "我局", "委员会": "我委", "办公室": "我办", "中心": "我中心", "联合社": "我社",
    "镇人民政府": "我镇", "乡人民政府": "我乡", "街道办事处": "我街道",
}  # fmt: skip


class Pen:
    """Writes the sentences of one report: the pool, the draw, and what the placeholders stand for."""

    def __init__(self, rng: Random, words: Mapping[str, object]) -> None:
        self._rng = rng
        self._words = words

    def one(self, pool: str) -> str:
        return self.some(pool, 1)[0]

    def some(self, pool: str, count: int) -> list[str]:
        numbers = {name: self._rng.randint(low, high) for name, (low, high) in _NOISE.items()}
        return [text.format(**numbers | dict(self._words)) for text in self._rng.sample(_sentences()[pool], count)]

    def flip(self) -> bool:
        return self._rng.random() < 0.5


_NOISE = {
    "posts": (18, 460), "wechat": (6, 180), "explained": (1, 14), "hotline": (2, 96), "petition": (1, 40),
    "rate": (96, 100), "proposals": (1, 12), "training": (1, 4), "fee": (100, 900),
}  # fmt: skip


@cache
def _sentences() -> dict[str, list[str]]:
    return tomllib.loads((files(__package__) / "sentences.toml").read_text(encoding="utf-8"))


def pen(form: Form, agency: Agency, year: int, values: Mapping[str, Value], rng: Random) -> Pen:
    """A pen for one report of the agency."""
    words = {
        "agency": agency.name,
        "we": next((we for end, we in _SELF.items() if agency.name.endswith(end)), "本单位"),
        "contact": agency.contact,
        "year": year,
        "parts": "、".join(section.title for section in form.sections),
        "notice": form.notice,
        "received": values["t3.new_received.total"],
        "carried": values["t3.carried_in.total"],
        "disposed": values["t3.disposed_total.total"],
        "forward": values["t3.carried_forward.total"],
        "review": values["t4.review.total"],
        "litigation": int(values["t4.litigation_direct.total"]) + int(values["t4.litigation_after_review.total"]),
    }
    return Pen(rng, words)


def preamble(write: Pen) -> Prose:
    return _kept(write.one("preamble"))


def sections(write: Pen, values: Mapping[str, Value], exact: bool = True) -> dict[int, Prose]:
    """Paragraphs by section. Not `exact` keeps the figures of the tables out of the prose."""
    return {
        1: _general(write, _requests(write, values, exact)),
        4: _kept(_court(write, values, exact)),
        5: _problems(write),
        6: _fee(write, values),
    }


def closing(write: Pen, signed: date) -> Prose:
    day = f"{signed.year}年{signed.month}月{signed.day}日"
    return _kept(*write.one("closing").replace("<date>", day).split("\n"))


def _general(write: Pen, requests: str) -> Prose:
    topics = {
        "主动公开": write.one("disclosure"),
        "依申请公开": requests,
        "政府信息管理": write.one("management"),
        "平台建设": write.one("platform"),
        "监督保障": write.one("oversight"),
    }
    numbered = zip("一二三四五", topics.items(), strict=True)
    if write.flip():
        return (
            write.one("overview"),
            *(f"（{mark}）{name}。{text}" for mark, (name, text) in numbered),
            write.one("service"),
        )
    named = (line for mark, (name, text) in numbered for line in (f"（{mark}）{name}方面", text))
    return (write.one("overview") + write.one("service"), *named)


def _requests(write: Pen, values: Mapping[str, Value], exact: bool) -> str:
    if not exact:
        return write.one("requests_plain")
    empty = not values["t3.new_received.total"] and not values["t3.carried_in.total"]
    return write.one("requests_none" if empty else "requests_some")


def _court(write: Pen, values: Mapping[str, Value], exact: bool) -> str:
    if not exact:
        return ""
    cases = [value for code, value in values.items() if code.startswith("t4.") and code.endswith(".total")]
    return write.one("court_some" if any(cases) else "court_none")


def _problems(write: Pen) -> Prose:
    first, second = write.some("problem", 2)
    one, two, three = write.some("measure", 3)
    return (
        f"{write.one('problem_opening')}主要问题：一是{first}；二是{second}。",
        f"{write.one('measure_opening')}一是{one}；二是{two}；三是{three}。",
    )


def _fee(write: Pen, values: Mapping[str, Value]) -> Prose:
    charged = int(values["t3.new_received.total"]) >= 60 and write.flip()
    return _kept(write.one("fee_some" if charged else "fee_none") + write.one("other_matters"))


def _kept(*paragraphs: str) -> Prose:
    return tuple(text for text in paragraphs if text)
