"""The official form, one .toml file an edition, and its model."""

from tasks.form.labels import compact, normalise, printed_width, split_ordinal
from tasks.form.model import (
    Block,
    Cell,
    Form,
    Group,
    Line,
    Section,
    Table,
    column_label,
    form_for,
    load_form,
    load_forms,
)
from tasks.form.totals import addends, parts, undivided_addends

__all__ = [
    "Block",
    "Cell",
    "Form",
    "Group",
    "Line",
    "Section",
    "Table",
    "addends",
    "column_label",
    "compact",
    "form_for",
    "load_form",
    "load_forms",
    "normalise",
    "parts",
    "printed_width",
    "split_ordinal",
    "undivided_addends",
]
