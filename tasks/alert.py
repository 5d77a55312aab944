"""Alert: put what is due into the outbox, once, and send one digest a recipient."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from prefect import task

from tasks import alerting, reporting, warehouse
from tasks.form import load_form
from tasks.language import _
from tasks.ledger import figure_words
from tasks.open import CLOCK, Desk, moment, open_desk
from tasks.weigh import note_of, weigh_reports

_log = logging.getLogger("gouji")
CHANNEL = "digest"


def scene(desk: Desk, year: int, on: date) -> alerting.Scene:
    """The season of a year as alerting sees it."""
    latest = warehouse.latest_revisions(desk.engine, year)
    received: dict[str, datetime] = {}
    reasons: dict[str, str] = {}
    for arrival in warehouse.arrivals(desk.engine, year):
        if arrival.agency:
            received[arrival.agency] = arrival.receipt.received_at
            reasons[arrival.agency] = arrival.detail
    standings = {
        code: alerting.standing(step.state, step.at.astimezone(CLOCK).date(), received.get(code), reasons.get(code, ""))
        for code, step in warehouse.states(desk.engine, year).items()
    }
    findings = warehouse.failing_findings(desk.engine, year, latest.values())
    weighed = weigh_reports(desk, latest, findings, on)
    still = {code: each.open for code, each in weighed.items()}
    lapses = {
        code: [reporting.lapse_sentence(note_of(desk, judged), load_form(latest[code].form)) for judged in each.lapsed]
        for code, each in weighed.items()
        if each.lapsed
    }
    over = desk.backload(year) or desk.closed(year)
    published = warehouse.publications(desk.engine, desk.county.code, year)
    return alerting.Scene(
        desk.county,
        year,
        on,
        desk.roster,
        standings,
        still,
        lapses,
        over,
        published=bool(published),
        restated=_restated(desk, year, published[-1].rollup) if published else (),
    )


def _restated(desk: Desk, year: int, published: int) -> tuple[str, ...]:
    """A sentence a figure of the county that is not what was published last."""
    frozen = warehouse.rollup_numbered(desk.engine, desk.county.code, year, published)
    newest = warehouse.latest_rollup(desk.engine, desk.county.code, year)
    if not frozen or not newest or newest.number == frozen.number:
        return ()
    labels = load_form(newest.form).cells
    return tuple(
        _("{label}：公布的 {old}，现在 {new}").format(
            label=labels[code].label if code in labels else code,
            old=figure_words(old),
            new=figure_words(new),
        )
        for code, (old, new) in newest.changed_from(frozen).items()
    )


def send_alerts(desk: Desk, on: date, since: date | None = None) -> list[alerting.Outcome]:
    """Queue what is due in every season and send what waits; a second time the same day says nothing."""
    for year in desk.years():
        alerting.queue(alerting.due(scene(desk, year, on), since), lambda message: _put(desk, message, moment(on)))
    waiting = {(message.dedup_key, message.recipient): message for message in warehouse.outbox_pending(desk.engine)}
    printed = io.StringIO()
    sender = alerting.choose_sender(desk.settings, desk.county.office.name, printed)

    def claim(messages: Sequence[alerting.Message]) -> list[alerting.Message]:
        rows = [waiting[(message.key, message.recipient)] for message in messages]
        return [_spoken(row) for row in warehouse.outbox_claim(desk.engine, rows)]

    def mark(message: alerting.Message, error: str) -> None:
        status = "pending" if error else "sent"
        warehouse.outbox_mark(desk.engine, waiting[(message.key, message.recipient)], status, moment(on), error)

    outcomes = alerting.send(map(_spoken, waiting.values()), sender, claim, mark, on, served=_served(desk, on))
    if printed.getvalue():
        _log.info(printed.getvalue())
    return outcomes


def explain_alerts(desk: Desk, on: date) -> list[alerting.Verdict]:
    """What would be said on a day and why, or why not; nothing is stored or sent."""
    verdicts: list[alerting.Verdict] = []
    for year in desk.years():
        said = {(message.dedup_key, message.recipient) for message in warehouse.outbox(desk.engine, year)}
        verdicts += alerting.explain(scene(desk, year, on), said=said)
    return verdicts


def _put(desk: Desk, message: alerting.Message, now: datetime) -> bool:
    row = warehouse.Message(
        dedup_key=message.key,
        channel=CHANNEL,
        recipient=message.recipient,
        kind=message.kind,
        year=message.year,
        agency=message.agency,
        subject=message.subject,
        body=message.body,
        created_at=now,
    )
    return warehouse.outbox_put(desk.engine, row)


def _spoken(row: warehouse.Message) -> alerting.Message:
    return alerting.Message(
        kind=row.kind,
        year=row.year,
        agency=row.agency,
        recipient=row.recipient,
        subject=row.subject,
        body=row.body,
        key=row.dedup_key,
    )


def _served(desk: Desk, on: date) -> set[str]:
    """Who had a digest today: one a day is enough."""
    rows = [row for year in desk.years() for row in warehouse.outbox(desk.engine, year)]
    return {row.recipient for row in rows if row.sent_at and row.sent_at.astimezone(CLOCK).date() == on}


def last_alerted(desk: Desk, on: date) -> date | None:
    """The day up to which everything was said, so that days without a run are caught up (a fortnight at most)."""
    runs = (warehouse.last_run(desk.engine, flow, completed=True) for flow in ("nightly", "reminders"))
    days = [date.fromisoformat(run.summary["on"]) for run in runs if run and run.summary.get("on")]
    last = max(days, default=on)
    return max(last, on - timedelta(days=14)) if last < on else None


@task(task_run_name="催报", retries=2, retry_delay_seconds=10)
def alert(home: str, on: date | None = None) -> list[tuple[str, str, str]]:
    """Prefect's wrapper; gives (recipient, subject, error) of each digest."""
    desk = open_desk(home)
    day = on or moment().date()
    outcomes = send_alerts(desk, day, last_alerted(desk, day))
    return [(outcome.digest.recipient, outcome.digest.subject, outcome.error) for outcome in outcomes]
