"""The form's cells and totals as code tables, so that SQL can recompute totals without knowing a code."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from tasks.form import Form, addends
from tasks.warehouse.statements import statement


def publish_form(connection: Connection, form: Form) -> bool:
    """Write an edition's code tables where they differ from the form data; True if they did."""
    key = {"form": form.id}
    cells, addends = _cell_rows(form), _addend_rows(form)
    stored_cells = connection.execute(statement("load/select_form_cells"), key).mappings().all()
    stored_addends = connection.execute(statement("load/select_form_addends"), key).mappings().all()
    if [dict(row) for row in stored_cells] == cells and _pairs(stored_addends) == _pairs(addends):
        return False
    for name in ("load/delete_form_addends", "load/delete_form_cells"):
        connection.execute(statement(name), key)
    connection.execute(statement("load/insert_form_cells"), cells)
    connection.execute(statement("load/insert_form_addends"), addends)
    return True


def _cell_rows(form: Form) -> list[dict[str, Any]]:
    return [
        {
            "form": form.id,
            "cell_code": cell.code,
            "position": position,
            "label": cell.label,
            "cell_type": cell.type,
            "unit": cell.unit,
            "is_total": cell.row.total or cell.column.total,
        }
        for position, cell in enumerate(form.cells.values())
    ]


def _addend_rows(form: Form) -> list[dict[str, Any]]:
    return [
        {"form": form.id, "total_code": total, "addend_code": leaf}
        for total, leaves in addends(form).items()
        for leaf in leaves
    ]


def _pairs(rows: Any) -> set[tuple[str, str]]:
    return {(row["total_code"], row["addend_code"]) for row in rows}
