"""What every verb has: a name, a help text in the active language, and an exit code."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

FINE, FINDINGS, FAILED = 0, 1, 2


@dataclass(frozen=True)
class Verb:
    """One verb of `gouji`; function returns the exit code."""

    name: str
    help: str
    usage: str
    function: Callable[..., int]


def print_json(data: Any) -> None:
    """One JSON document on standard output, Chinese left readable."""
    print(json.dumps(data, ensure_ascii=False, indent=2))
