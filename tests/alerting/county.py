"""A small county whose season can be looked at on any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tasks.alerting import Scene, Standing, Status
from tasks.county import County, Office, Season
from tasks.records import Agency, Finding, Severity, State

OFFICE, HEAD = "gk@qinghe.example.cn", "head@qinghe.example.cn"
ROSTER = (
    Agency("A01", "青禾县商务局", "商务局", "department", email="sw@qinghe.example.cn"),
    Agency("A02", "青禾县财政局", "财政局", "department", email="cz@qinghe.example.cn"),
    Agency("T01", "青禾县柳河镇人民政府", "柳河镇", "township", contact="值班室 8001"),
    Agency("V01", "青禾县税务局", "税务局", "other", email="sw-v@qinghe.example.cn", exempt="vertical"),
)
SEASON = Season(2023, date(2024, 1, 9), date(2024, 1, 31), date(2024, 3, 31), date(2024, 1, 24), date(2024, 2, 20))
ALL_ACCEPTED = {agency.code: Standing(Status.ACCEPTED, date(2024, 1, 12)) for agency in ROSTER}


def county(steps: Mapping[str, Mapping[str, Any]] | None = None, emails: tuple[str, ...] = (OFFICE,)) -> County:
    office = Office("青禾县政府办公室", emails, (HEAD,) if emails else ())
    return County(Path("county"), "青禾县", "419901", office, {2023: SEASON}, steps=steps or {})


def finding(cell: str = "t3.granted.total", found: int = 2, severity: Severity = Severity.HARD) -> Finding:
    return Finding(
        "W-01", State.FAIL, severity, "合计不等于各列之和", "", (cell,), Decimal(3), Decimal(found), Decimal(found - 3)
    )


def scene(
    on: str,
    standings: Mapping[str, Standing] | None = None,
    findings: Mapping[str, Sequence[Finding]] | None = None,
    **changes: Any,
) -> Scene:
    """The day in a county where everybody but those in `standings` is accepted."""
    known = ALL_ACCEPTED | dict(standings or {})
    return Scene(county(**changes), 2023, date.fromisoformat(on), ROSTER, known, findings or {})
