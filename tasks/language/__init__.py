"""User texts: the Chinese sentence is the message id, English comes from the catalogue."""

from __future__ import annotations

import gettext
import locale
import os
from functools import cache
from importlib.resources import files
from pathlib import Path

_active: dict[str, str] = {"language": "zh"}


def use(language: str) -> None:
    """Speak `zh` or `en` from now on in this process; anything else falls back to Chinese."""
    _active["language"] = "en" if language.lower().startswith("en") else "zh"


def language() -> str:
    return _active["language"]


def preferred(environment: dict[str, str] | None = None) -> str:
    """The language that the environment asks for; Chinese unless it plainly says English."""
    variables = environment if environment is not None else dict(os.environ)
    for name in ("GOUJI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = variables.get(name, "")
        if value and value.partition(".")[0] not in {"C", "POSIX"}:
            return "en" if value.lower().startswith("en") else "zh"
    return "en" if (locale.getlocale()[0] or "").lower().startswith("english") else "zh"


@cache
def _catalogue(name: str) -> gettext.NullTranslations:
    folder = Path(str(files(__package__))) / "locales"
    return gettext.translation("gouji", folder, languages=[name], fallback=True)


def _(text: str) -> str:
    """The sentence in the active language; Chinese where no translation exists."""
    return said(text, _active["language"])


def said(text: str, language_: str) -> str:
    """The sentence in one of the languages, whatever is spoken now."""
    if language_ == "zh" or not text:  # the empty text is the header of a catalogue
        return text
    return _catalogue(language_).gettext(text)


def N_(text: str) -> str:  # noqa: N802 - the name by which Babel knows it
    """Mark a text that is translated later, where it is shown; gives it back unchanged."""
    return text
