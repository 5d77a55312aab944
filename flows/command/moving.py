"""`gouji move`: everything that a county's warehouse holds into another database."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.command.options import home_of
from flows.command.verb import FINE, Verb
from tasks.language import _


def verbs() -> list[Verb]:
    """The verb, with help in the active language."""
    origin_help = Parameter(name="--from", help=_("从哪个 SQLite 仓库搬（默认县文件夹里的 warehouse.db）"))
    home_help = Parameter(help=_("县文件夹（默认 GOUJI_HOME，否则 ./county）"))

    def move(
        *, origin: Annotated[Path | None, origin_help] = None, home: Annotated[Path | None, home_help] = None
    ) -> int:
        from tasks.move import move_into_place

        county = home_of(home)
        print(_("搬了 {rows} 行，两边内容一致。").format(rows=move_into_place(county, origin)))
        return FINE

    usage = _("用法：gouji move [--from 文件] [--home 文件夹]")
    return [Verb("move", _("把仓库整个搬进 GOUJI_DATABASE_URL 所指的空数据库"), usage, move)]
