"""Labels of the form against each other: what makes a blurred label still its own row's."""

from __future__ import annotations

import pytest

from tasks.form import load_forms
from tasks.placing.matching import OWN, row_likeness
from tasks.placing.rows import form_rows

TABLES = [(form, table) for form in load_forms().values() for table in form.tables if table.code != "t4"]


@pytest.mark.parametrize(("form", "table"), TABLES, ids=lambda each: getattr(each, "code", getattr(each, "id", "")))
def test_no_rows_label_is_nearly_anothers(form: object, table: object) -> None:
    rows = form_rows(table)  # type: ignore[arg-type]
    others = [
        row_likeness(words, other.row)
        for one in rows for other in rows if one.row.code != other.row.code
        for words in one.row.spellings
    ]  # fmt: skip
    assert max(others, default=0.0) <= OWN - 0.1
