"""Invented figures in which every equation of the form holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Literal

from tasks.form import Cell, Form, Line
from tasks.sample.report import Value

Volume = Literal["none", "few", "some", "many"]
Figures = dict[str, int | Decimal]
Kind = tuple[str, str]

# How often a result or a kind of applicant comes up; a result not named here weighs 1.
_RESULTS = {
    "granted": 40,
    "partially_granted": 9,
    "unavailable_not_held": 18,
    "other_misc": 6,
    "not_processed_petition": 4,
    "denied_enforcement_file": 3,
    "denied_third_party_rights": 2,
    "denied_state_secret": 0,
    "other_fee_unpaid": 0,
}
_APPLICANTS = {"natural_person": 76, "commercial_enterprise": 12, "legal_service_org": 6, "public_welfare_org": 2}
_NEW = {"none": (0, 0), "few": (1, 3), "some": (6, 26), "many": (60, 240)}
_FORWARDED = {"none": (0, 0), "few": (0, 0), "some": (0, 2), "many": (1, 9)}
_REVIEWS = {"none": (0, 0), "few": (0, 0), "some": (0, 1), "many": (1, 6)}


@dataclass(frozen=True, slots=True)
class Profile:
    """How busy an agency is: applications a year, documents in force, decisions a year, fees in 万元."""

    volume: Volume = "few"
    documents: int = 0
    licensing: int = 0
    penalties: int = 0
    coercion: int = 0
    fees: Decimal = Decimal(0)


def figures(form: Form, profile: Profile, rng: Random, previous: Mapping[str, Value] | None = None) -> Figures:
    """Every cell of the form, balanced; with the year before given, its open cases are carried in."""
    before = previous or {}
    values: Figures = {
        code: _table_two(cell, profile, rng, before) for code, cell in form.cells.items() if cell.table == "t2"
    }
    _balance_documents(values, before)
    values |= _table_three(form, profile.volume, rng, previous)
    values |= _table_four(form, profile.volume, rng, before)
    return {code: values[code] for code in form.cells}


def _table_two(cell: Cell, profile: Profile, rng: Random, before: Mapping[str, Value]) -> int | Decimal:
    if cell.column.code == "decisions" and hasattr(profile, cell.row.code):
        own = getattr(profile, cell.row.code)
        usual = int(before.get(cell.code, own)) if own else 0  # what an agency has no power for, it does not inherit
        return round(usual * rng.uniform(0.88, 1.15))
    invented: dict[tuple[str, str], int | Decimal] = {
        ("normative_docs", "made"): min(profile.documents, 1),
        ("normative_docs", "produced"): min(profile.documents, 1),
        ("normative_docs", "disclosed"): min(profile.documents, 1),
        ("normative_docs", "in_force"): profile.documents * 3,
        ("normative_docs", "disclosed_cumulative"): profile.documents * 3,
        ("licensing", "items_prev"): 6,
        ("licensing", "items_change"): -2,
        ("penalties", "items_change"): 1,
        ("admin_fees", "amount"): profile.fees * rng.randint(90, 115) / 100,
        ("central_procurement", "projects"): 2,
        ("central_procurement", "amount"): Decimal(rng.randint(1000, 99999)) / 1000,
    }
    return invented.get((cell.row.code, cell.column.code), 0)


def _balance_documents(values: Figures, before: Mapping[str, Value]) -> None:
    made, in_force = "t2.normative_docs.made", "t2.normative_docs.in_force"
    if in_force in before and in_force in values:
        values[in_force] = int(before[in_force]) + values[made] - values["t2.normative_docs.repealed"]


def _applicants(form: Form) -> list[Line]:
    return [column for column in form.table("t3").blocks[0].columns if not column.total]


def _table_three(form: Form, volume: Volume, rng: Random, previous: Mapping[str, Value] | None) -> Figures:
    kinds = [column.code for column in _applicants(form)]
    carried: Counter[Kind] = Counter()
    if previous is None:
        carried.update(("carried_in", _applicant(form, rng)) for _ in range(rng.randint(*_FORWARDED[volume])))
    else:
        carried.update({("carried_in", kind): int(previous[f"t3.carried_forward.{kind}"]) for kind in kinds})
    arrived, decided, forwarded = _cases(form, volume, rng)
    for (_, kind), number in carried.items():
        decided.update((_result(form, rng), kind) for _ in range(number))
    rows = arrived + carried + decided + forwarded
    values: Figures = {
        f"t3.{row.code}.{kind}": rows[row.code, kind] for row in form.table("t3").blocks[0].rows for kind in kinds
    }
    for kind in kinds:
        values[f"t3.disposed_total.{kind}"] = sum(decided[leaf, kind] for leaf in _leaves(form))
    for row in form.table("t3").blocks[0].rows:
        values[f"t3.{row.code}.total"] = sum(values[f"t3.{row.code}.{kind}"] for kind in kinds)
    return values


def _cases(form: Form, volume: Volume, rng: Random) -> tuple[Counter[Kind], Counter[Kind], Counter[Kind]]:
    """New applications by applicant, and what became of them; a busy agency always has the commonest cases."""
    decided: Counter[Kind] = Counter()
    forwarded: Counter[Kind] = Counter()
    if volume in ("some", "many"):
        decided.update({("granted", "natural_person"): 4, ("granted", "commercial_enterprise"): 2})
        forwarded.update({("carried_forward", "natural_person"): 2})
    decided.update((_result(form, rng), _applicant(form, rng)) for _ in range(rng.randint(*_NEW[volume])))
    forwarded.update(("carried_forward", _applicant(form, rng)) for _ in range(rng.randint(*_FORWARDED[volume])))
    arrived: Counter[Kind] = Counter()
    for (_, kind), number in [*decided.items(), *forwarded.items()]:
        arrived["new_received", kind] += number
    return arrived, decided, forwarded


def _leaves(form: Form) -> list[str]:
    return [row.code for row in form.table("t3").blocks[0].rows if row.within("disposed") and not row.total]


def _result(form: Form, rng: Random) -> str:
    leaves = _leaves(form)
    return rng.choices(leaves, [_RESULTS.get(leaf, 1) for leaf in leaves])[0]


def _applicant(form: Form, rng: Random) -> str:
    kinds = [column.code for column in _applicants(form)]
    return rng.choices(kinds, [_APPLICANTS.get(kind, 1) for kind in kinds])[0]


def _table_four(form: Form, volume: Volume, rng: Random, before: Mapping[str, Value]) -> Figures:
    """Reviews first; suits are fewer, and those after a review need one. Open cases of the year before return."""
    most = rng.randint(*_REVIEWS[volume])
    new = {"review": most, "litigation_direct": rng.randint(0, most // 2), "litigation_after_review": most // 4}
    values: Figures = {column.code: 0 for column in form.table("t4").blocks[0].columns}
    for group, number in new.items():
        values[f"{group}.upheld"] = int(before.get(f"t4.{group}.pending", 0)) + min(number, 1)
        for _ in range(max(number - 1, 0)):
            values[f"{group}.{rng.choice(('upheld', 'corrected', 'other_result', 'pending'))}"] += 1
        parts = [value for code, value in values.items() if code.startswith(f"{group}.")]
        values[f"{group}.total"] = sum(parts)
    return {f"t4.{code}": value for code, value in values.items()}
