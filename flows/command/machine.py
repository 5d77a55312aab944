"""`gouji demo` and `gouji doctor`: a first night in an invented county, and what this machine has."""

import importlib
import platform
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from flows.command.quiet import without_server
from flows.command.verb import FAILED, FINE, Verb, print_json
from tasks.county import CountyError, load_county, load_lineage, load_registers, load_roster, load_settings
from tasks.language import _

_DEMO_DAY = date(2025, 2, 14)
_PACKAGES = ("prefect", "great-expectations", "pandas", "sqlalchemy", "lxml", "python-calamine", "psycopg")


def verbs() -> list[Verb]:
    """The verbs about this machine, with help in the active language."""
    folder_help = Parameter(help=_("样例县放在哪里（默认 ./county）"))
    json_help = Parameter(name="--json", negative="", help=_("输出 JSON，供程序使用"))
    Folder = Annotated[Path, folder_help]
    Json = Annotated[bool, json_help]

    def demo(*, home: Folder = Path("county")) -> int:
        return run_demo(home)

    def doctor(*, as_json: Json = False) -> int:
        return run_doctor(as_json)

    return [
        Verb("demo", _("造一个样例县，归集一夜，打开网页看结果"), _("用法：gouji demo [--home 文件夹]"), demo),
        Verb("doctor", _("检查这台机器缺什么、怎样补上"), _("用法：gouji doctor [--json]"), doctor),
    ]


def run_demo(home: Path) -> int:
    """A night in the sample county as of its own season; a second run starts from what is there."""
    from flows.command.season import print_summaries
    from tasks.sample import write_county

    if home.exists() and not (home / "inbox").is_dir() and any(home.iterdir()):
        raise CountyError([_("“{home}”已有别的内容，请用 --home 另指一个文件夹。").format(home=home)])
    if not (home / "county.toml").is_file():
        print(_("写出样例县：{home}").format(home=home), file=sys.stderr)
        write_county(home)
    print(_("启动 Prefect（不需要服务器，首次约二十秒）……"), file=sys.stderr)
    with without_server() as flows:
        flows.nightly(str(home.resolve()), _DEMO_DAY)
        print_summaries(str(home.resolve()), _decide_demo(home))
    print(_("用浏览器打开上面的网页即可查看；再运行一次 gouji demo，不会重复写入或催报。"))
    return FINE


def _decide_demo(home: Path) -> list[dict[str, Any]]:
    """What the sample's office decides on the morning after, in its own table; gives the summaries of that moment."""
    from tasks.decide import follow
    from tasks.open import alone, moment, open_desk
    from tasks.summarise import summarise
    from tasks.tabulate import import_decisions

    desk, now = open_desk(str(home.resolve())), moment(_DEMO_DAY)
    table = home / "decisions.csv"
    if table.is_file():
        with alone(home.resolve()):
            made = import_decisions(desk, table, now)
            follow(desk, made, now)
        print(_("按 {file} 登记核实与豁免 {count} 件").format(file=table.name, count=len(made)), file=sys.stderr)
    return [summarise(desk, year, _DEMO_DAY).to_json() for year in desk.years()]


def run_doctor(as_json: bool) -> int:
    """What is here and what is missing, each with what to do; exit 2 when something needed is missing."""
    checks = list(_checks())
    if as_json:
        print_json([{"name": name, "ok": ok, "detail": detail} for name, ok, detail in checks])
    else:
        for name, ok, detail in checks:
            print(f"{'✓' if ok else '✗'} {name}  {detail}")
    return FINE if all(ok for _name, ok, _detail in checks) else FAILED


def _checks() -> Iterator[tuple[str, bool, str]]:
    yield "Python", sys.version_info >= (3, 11), platform.python_version()
    for name in _PACKAGES:
        try:
            yield name, True, version(name)
        except PackageNotFoundError:
            yield name, name == "psycopg", _("没有安装；PostgreSQL 才需要 psycopg，其余请运行 make demo")
    yield from _reader_checks()
    yield from _county_checks()
    browser = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
    yield _("浏览器"), True, browser or _("没有找到 Chromium；只有开发测试需要，网页用任何浏览器都能打开")


def _reader_checks() -> Iterator[tuple[str, bool, str]]:
    """Parts that some types of files need; without them those files are refused, and the night goes on."""
    from tasks.reading.archives import library
    from tasks.reading.doc import office
    from tasks.reading.ocr import available

    missing = _("没有安装；{what}会被拒收。安装：{how}")
    ocr = missing.format(what=_("扫描件和图片"), how="pip install 'gouji[ocr]'")
    archive = missing.format(what=_("7z 和 rar 压缩包"), how="apt-get install libarchive13")
    writer = missing.format(what=_("RTF 和少数 doc 文件"), how="apt-get install libreoffice-writer-nogui")
    yield "OCR", True, _("正常") if available() else ocr
    yield "libarchive", True, _("正常") if library() else archive
    yield "LibreOffice", True, office() or writer


def _county_checks() -> Iterator[tuple[str, bool, str]]:
    """The county folder, when there is one: its files load and its warehouse answers."""
    home = load_settings().home
    if not (home / "county.toml").is_file():
        yield _("县文件夹"), True, _("“{home}”还没有；运行 gouji demo 可得到样例").format(home=home)
        return
    try:
        county = load_county(home)
        roster = load_roster(county.roster_path)
        load_lineage(county.lineage_path, roster)
        registers = load_registers(home, roster)
        if registers.faults:
            raise CountyError(registers.faults)
    except CountyError as error:
        yield _("县文件夹"), False, _("；").join(error.problems)
        return
    yield _("县文件夹"), True, _("{county}，名册 {count} 行").format(county=county.name, count=len(roster))
    warehouse = importlib.import_module("tasks.warehouse")
    try:
        engine = warehouse.open_engine(load_settings().database)
        warehouse.migrate(engine)
        broken = [name for name, rows in warehouse.check_warehouse(engine).items() if rows]
        engine.dispose()
    except Exception as error:  # any database error: named by class only, its text may hold a password
        yield _("数据库"), False, _("打不开（{error}）；请核对 GOUJI_DATABASE_URL").format(error=type(error).__name__)
        return
    yield (
        _("数据库"),
        not broken,
        _("正常") if not broken else _("不一致：{checks}").format(checks=_("、").join(broken)),
    )
