"""Move: a county's warehouse from its SQLite file into the database that the settings name."""

from __future__ import annotations

from pathlib import Path

from tasks import warehouse
from tasks.county import CountyError, load_settings
from tasks.language import _
from tasks.open import alone


def move_into_place(home: Path, origin: Path | None = None) -> int:
    """Copy all of it and leave the file as it is; gives the number of rows. CountyError where that cannot be."""
    path = origin or home / "warehouse.db"
    settings = load_settings().model_copy(update={"home": home})
    if not path.is_file():
        raise CountyError([_("找不到 {path}。请用 --from 指出要搬的仓库。").format(path=path)])
    if settings.database == f"sqlite:///{path.as_posix()}":
        raise CountyError([_("没有别的数据库可搬：请先设置 GOUJI_DATABASE_URL。")])
    engines = [warehouse.open_engine(url) for url in (f"sqlite:///{path.as_posix()}", settings.database)]
    try:
        with alone(home):
            for engine in engines:
                warehouse.migrate(engine)
            return warehouse.move_warehouse(*engines)
    except ValueError as error:
        raise CountyError([str(error)]) from None
    finally:
        for engine in engines:
            engine.dispose()
