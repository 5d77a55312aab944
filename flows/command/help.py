"""The words that cyclopts itself puts into a help text, in the active language."""

from __future__ import annotations

from typing import Any

from cyclopts import App

from tasks.language import _


class SpokenHelp:
    """cyclopts' own layout without its English words; rich is imported only when help is shown."""

    def __call__(self, console: Any, options: Any, panel: Any) -> None:
        from cyclopts.help import DefaultFormatter

        DefaultFormatter()(console, options, panel.copy(entries=[_spoken(entry) for entry in panel.entries]))

    def render_usage(self, console: Any, options: Any, usage: Any) -> None:
        """The usage line as it is written; cyclopts would put its own “Usage:” before it."""
        console.print(str(usage), style="bold", markup=False, highlight=False)


def speak(app: App) -> None:
    """Give the flags that cyclopts makes their help."""
    for flags, words in ((app.help_flags, _("显示这段说明")), (app.version_flags, _("显示版本"))):
        for flag in list(flags)[:1]:
            app[flag].help = words


def _spoken(entry: Any) -> Any:
    """The entry with “required” said by us; a default is said by the help text itself."""
    if entry.required:
        from rich.text import Text

        entry.description.append(Text(_("（必填）")))
    return entry.copy(required=False, default=None)
