"""The form's equations in the plainest words, to judge the generator without the checker."""

from collections.abc import Mapping

from tasks.form import Form
from tasks.sample import Value

Subject = tuple[str, str]


def broken(form: Form, values: Mapping[str, Value], previous: Mapping[str, Value] | None = None) -> set[Subject]:
    """Rule and subject of every equation that fails; one that touches a text or a blank is left out."""
    sides = {**_table_three(form), **_table_four(form)}
    found = {
        subject
        for subject, (left, right) in sides.items()
        if all(not isinstance(values[code], str) for code in left + right)
        and sum(values[code] for code in left) != sum(values[code] for code in right)  # type: ignore[misc]
    }
    if previous is None:
        return found
    kinds = [column.code for column in form.table("t3").blocks[0].columns]
    return found | {
        ("Y-01", f"t3.{kind}")
        for kind in kinds
        if values[f"t3.carried_in.{kind}"] != previous[f"t3.carried_forward.{kind}"]
    }


def _table_three(form: Form) -> dict[Subject, tuple[list[str], list[str]]]:
    block = form.table("t3").blocks[0]
    kinds = [column.code for column in block.columns]
    leaves = [row.code for row in block.rows if row.within("disposed") and not row.total]
    sides = {}
    for row in block.rows:
        sides["W-01", f"t3.{row.code}"] = (
            [f"t3.{row.code}.total"],
            [f"t3.{row.code}.{kind}" for kind in kinds if kind != "total"],
        )
    for kind in kinds:
        sides["K-02", f"t3.{kind}"] = ([f"t3.disposed_total.{kind}"], [f"t3.{leaf}.{kind}" for leaf in leaves])
        sides["K-01", f"t3.{kind}"] = (
            [f"t3.new_received.{kind}", f"t3.carried_in.{kind}"],
            [f"t3.disposed_total.{kind}", f"t3.carried_forward.{kind}"],
        )
    return sides


def _table_four(form: Form) -> dict[Subject, tuple[list[str], list[str]]]:
    groups: dict[str, list[str]] = {}
    for code, cell in form.cells.items():
        if cell.table == "t4" and not cell.column.total:
            groups.setdefault(code.rpartition(".")[0], []).append(code)
    return {("T-01", group): ([f"{group}.total"], parts) for group, parts in groups.items()}
