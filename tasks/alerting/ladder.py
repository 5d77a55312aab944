"""What is due to be said on a day: a pure function of the season, the standings and the ladder."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tasks.alerting.message import BATCH, SETTLED, Message, Scene
from tasks.alerting.rungs import Rung, Step, load_rungs, steps
from tasks.alerting.wording import wording
from tasks.county import County, is_workday
from tasks.county.workdays import on_or_after
from tasks.language import _
from tasks.records import Agency


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a rung speaks or is silent; without a message it is silent."""

    rule: str
    kind: str
    message: Message | None
    sent: bool
    why: str


def due(scene: Scene, since: date | None = None) -> list[Message]:
    """The messages due on a day; what was said before is for the outbox to know.

    `since` is the day up to which everything was said (default: the day before), so that days on which nobody ran
    this are caught up; of several steps missed only the latest is said. Exempt agencies, those that a report is not
    due of, days off and days outside the season give nothing.
    """
    return [verdict.message for verdict in explain(scene, since) if verdict.message]


def explain(scene: Scene, since: date | None = None, said: Container[tuple[str, str]] = ()) -> list[Verdict]:
    """Each message due on the day and each silent rung, with its reason. `said` holds (key, recipient) pairs."""
    after = since if since is not None else scene.on - timedelta(days=1)
    verdicts: list[Verdict] = []
    for rung in load_rungs(scene.county.steps):
        if silence := _moot(rung, scene) or _silence(rung, scene):
            verdicts.append(Verdict(rung.rule, rung.kind, None, False, silence))
        else:
            verdicts += _weigh(rung, scene, after, said)
    return _once(verdicts)


def outdated(pending: Iterable[Message], current: Iterable[Message], scene: Scene) -> list[Message]:
    """Unsent messages that are no longer true: the agency's status changed, or a newer list replaces this one."""
    rungs = [rung for rung in load_rungs(scene.county.steps) if rung.enabled]
    true_of = {(r.kind, agency.code) for r in rungs if r.to == "agency" for agency in scene.among(r.states)}
    newer = {(message.kind, message.year, message.agency, message.recipient): message.key for message in current}
    return [
        message
        for message in pending
        if message.year == scene.year
        and (
            newer.get((message.kind, message.year, message.agency, message.recipient), message.key) != message.key
            or (message.agency != BATCH and (message.kind, message.agency) not in true_of)
        )
    ]


def _silence(rung: Rung, scene: Scene) -> str:
    """Why a rung says nothing to anybody on this day; "" where it may speak."""
    season, day = scene.season, scene.on
    if not rung.enabled:
        return _("county.toml 关闭了这一级。")
    if scene.over and not rung.always:
        return _("{year} 年度已结束，不再催。").format(year=scene.year)
    if not season.covers(day) and not rung.always:
        return _("{year} 年度的收集期是 {a} 至 {b}，期外不催。").format(
            year=scene.year, a=season.opened, b=season.county_deadline
        )
    if not is_workday(day, scene.county.calendar):
        return _("{day} 不是工作日，留到 {next}。").format(day=day, next=on_or_after(day, scene.county.calendar))
    if _anchor(rung, scene) is None:
        return _("county.toml 没有设定 {anchor}。").format(anchor=rung.on)
    return ""


def _moot(rung: Rung, scene: Scene) -> str:
    """Why what a rung is about is not so at all; "" where it may be."""
    if rung.on == "restated" and not scene.restated:
        return _("全县报告没有公布，或公布以后没有变化。")
    if rung.kind == "unpublished" and (scene.published or scene.over):
        return _("全县报告已公布，或年度已结束。")
    return ""


def _anchor(rung: Rung, scene: Scene) -> date | None:
    """The day a rung counts from; the day itself where that is a matter of each agency."""
    return scene.on if rung.on in {"state", "since", "lapse", "restated", "daily"} else getattr(scene.season, rung.on)


def _weigh(rung: Rung, scene: Scene, after: date, said: Container[tuple[str, str]]) -> Iterator[Verdict]:
    agencies = tuple(it for it in scene.among(rung.states) if rung.on != "lapse" or scene.lapses.get(it.code))
    speakers = [(agency,) for agency in agencies] if rung.to == "agency" else [agencies] if agencies else []
    if not speakers:
        yield Verdict(rung.rule, rung.kind, None, False, _("没有机关处在这种状态。"))
    for group in speakers:
        step, silence = _step(rung, scene, group[0], after)
        if step is None:
            yield Verdict(rung.rule, rung.kind, None, False, silence)
            continue
        for message in _messages(rung, scene, group, step):
            repeated = (message.key, message.recipient) in said
            why = _("已经说过，不再重复。") if repeated else _("正当此时（{step}），尚未说过。").format(step=step)
            yield Verdict(rung.rule, rung.kind, message, not repeated, why)


def _step(rung: Rung, scene: Scene, agency: Agency, after: date) -> tuple[str | None, str]:
    """The name of the step that falls in (after, on], or why there is none."""
    if rung.on == "state":
        return fingerprint(scene, agency), ""
    if rung.on == "lapse":
        return _mark(sentence for sentences in scene.lapses.values() for sentence in sentences), ""
    if rung.on == "restated":
        return _mark(scene.restated), ""
    if rung.on == "daily":
        return ("complete" if _complete(scene) else scene.on.isoformat()), ""
    anchor = scene.standing(agency).since if rung.on == "since" else _anchor(rung, scene)
    if anchor is None:
        return None, _("{agency}：不知道何时退回，无从计日。").format(agency=agency.name)
    days = list(steps(rung, anchor, scene.season.county_deadline, scene.county.calendar))
    reached = [step for step in days if after < step.day <= scene.on]
    return (reached[-1].name, "") if reached else (None, _not_yet(days, scene.on))


def _not_yet(days: Sequence[Step], on: date) -> str:
    coming = next((step for step in days if step.day > on), None)
    if coming is None:
        return _("这一级的日子都过了。")
    return _("今天不在阶梯上，下一次是 {day}（{step}）。").format(day=coming.day, step=coming.name)


def _complete(scene: Scene) -> bool:
    return len(scene.among(SETTLED)) == len(scene.agencies)


def fingerprint(scene: Scene, agency: Agency) -> str:
    """The same while the same faults stand: of the hard findings, else of the refusal, else of the day of return."""
    standing = scene.standing(agency)
    faults = sorted({finding.fingerprint for finding in scene.hard(agency)}) or [standing.reason or str(standing.since)]
    return hashlib.sha256("|".join(faults).encode()).hexdigest()[:16]


def _mark(sentences: Iterable[str]) -> str:
    """The same while the same is to be said, in whatever order."""
    return hashlib.sha256("|".join(sorted(sentences)).encode()).hexdigest()[:16]


def _messages(rung: Rung, scene: Scene, agencies: Sequence[Agency], step: str) -> Iterator[Message]:
    subject = agencies[0].code if rung.to == "agency" else BATCH
    title, body = wording(rung.kind, scene, agencies)
    for recipient in _recipients(rung.to, scene.county, agencies[0]):
        key = f"{rung.kind}:{scene.year}:{subject}:{step}"
        yield Message(rung.kind, scene.year, subject, recipient, title, body + _relay(rung, agencies[0]), key)


def _relay(rung: Rung, agency: Agency) -> str:
    """Ask the office to pass on what the agency has no address for."""
    if rung.to != "agency" or agency.email:
        return ""
    contact = agency.contact or _("未登记")
    return "\n" + _("（名册里没有该机关的邮箱，请转告。联系人：{contact}）").format(contact=contact)


def _recipients(to: str, county: County, agency: Agency) -> tuple[str, ...]:
    """Addresses; an agency without one is told through the office, an office without one by its name."""
    office = county.office.emails or (county.office.name,)
    if to == "agency":
        return (agency.email,) if agency.email else office
    return (county.office.head or office) if to == "head" else office


def _once(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Two rungs that would say the same kind of thing of the same agency on one day say it once, the later rung."""
    latest: dict[tuple[str, ...], Verdict] = {}
    silent: list[Verdict] = []
    for verdict in verdicts:
        if verdict.message is None:
            silent.append(verdict)
            continue
        message = verdict.message
        subject = (message.kind, message.agency, message.recipient)
        if earlier := latest.pop(subject, None):
            why = _("与同日的 {rule} 是一回事，并作一条。").format(rule=verdict.rule)
            silent.append(replace(earlier, message=None, sent=False, why=why))
        latest[subject] = verdict
    return [*latest.values(), *silent]
