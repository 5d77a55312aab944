"""What options of many verbs mean: the county folder, a day."""

from datetime import date
from pathlib import Path
from typing import Any

from tasks.county import CountyError, load_settings
from tasks.language import _


def to_day(_type: Any, tokens: Any) -> date:
    """A date as clerks write it; ValueError, which the command line reports, for anything else."""
    text = tokens[0].value.strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("“{text}”不是日期，请写成 2024-02-01").format(text=text)) from None


def home_of(home: Path | None) -> Path:
    """The county folder, its whole path; CountyError when it is not there, with what to do."""
    found = home or load_settings().home
    if not (found / "county.toml").is_file():
        raise CountyError(
            [
                _("“{home}”不是县文件夹（没有 county.toml）。请用 --home 指明，或先运行 gouji demo 看样例。").format(
                    home=found
                )
            ]
        )
    return found.resolve()
