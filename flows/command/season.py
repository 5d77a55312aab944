"""`gouji nightly`, `agency`, `county`, `remind`: the flows, run here without a server."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from flows.command.options import home_of, to_day
from flows.command.quiet import without_server
from flows.command.verb import FINDINGS, FINE, Verb, print_json
from tasks.county import CountyError
from tasks.language import _


def verbs() -> list[Verb]:
    """The verbs of the season, with help in the active language."""
    home_help = Parameter(help=_("县文件夹（默认 GOUJI_HOME，否则 ./county）"))
    on_help = Parameter(help=_("以哪一天为准，如 2024-02-01（默认今天）"), converter=to_day)
    json_help = Parameter(name="--json", negative="", help=_("输出 JSON，供程序使用"))
    year_help = Parameter(help=_("报告年度，如 2023"))
    name_help = Parameter(help=_("机关的代码、全称或简称"))
    dry_help = Parameter(negative="", help=_("只列出要说什么、为何说，不发出"))
    compare_help = Parameter(help=_("公布的全县报告（文件）：存进 published/年度/，与汇总逐格比对"))
    Home = Annotated[Path | None, home_help]
    Compare = Annotated[Path | None, compare_help]
    Day = Annotated[date | None, on_help]
    Json = Annotated[bool, json_help]
    Year = Annotated[int, year_help]
    Name = Annotated[str, name_help]
    Dry = Annotated[bool, dry_help]

    def nightly(*, home: Home = None, on: Day = None, as_json: Json = False) -> int:
        return _run(home, as_json, lambda flows, at: flows.nightly(at, on))

    def agency(name: Name, /, *, year: Year, home: Home = None, on: Day = None, as_json: Json = False) -> int:
        def rerun(flows: Any, at: str) -> Any:
            from tasks.open import open_desk
            from tasks.reread import agency_named

            found = agency_named(open_desk(at), name, year)
            return flows.agency(found.code, year, at, on)

        return _run(home, as_json, rerun)

    def county(*, year: Year, compare: Compare = None, home: Home = None, on: Day = None, as_json: Json = False) -> int:
        if compare:
            _keep_published(home_of(home), year, compare)
        return _run(home, as_json, lambda flows, at: flows.county(year, at, on))

    def remind(*, on: Day = None, dry_run: Dry = False, home: Home = None, as_json: Json = False) -> int:
        return _explain(home, on, as_json) if dry_run else _run(home, as_json, lambda flows, at: flows.remind(at, on))

    return [
        Verb(
            "nightly",
            _("归集一夜：收件、读取、核对、入库、汇总、催报、发布网页"),
            _("用法：gouji nightly [选项]"),
            nightly,
        ),
        Verb("agency", _("重跑一个机关的一个年度"), _("用法：gouji agency 机关 --year 年度 [选项]"), agency),
        Verb("county", _("汇总一个年度，生成全县年度报告"), _("用法：gouji county --year 年度 [选项]"), county),
        Verb(
            "remind", _("催报：说出今天该说的话，每句只说一次"), _("用法：gouji remind [--on 日期] [--dry-run]"), remind
        ),
    ]


def _keep_published(home: Path, year: int, file: Path) -> None:
    """Keep the county report as it was published where every night looks for it; an earlier one is replaced."""
    if not file.is_file():
        raise CountyError([_("找不到文件 {file}，请检查路径").format(file=file)])
    folder = home / "published" / str(year)
    folder.mkdir(parents=True, exist_ok=True)
    for earlier in folder.glob("county.*"):
        if not earlier.samefile(file):
            earlier.unlink()
    kept = folder / f"county{file.suffix.lower()}"
    if not (kept.exists() and kept.samefile(file)):
        shutil.copyfile(file, kept)


def _run(home: Path | None, as_json: bool, work: Callable[[Any, str], Any]) -> int:
    at = str(home_of(home))
    with without_server(quiet=as_json) as flows:
        result = work(flows, at)
    if as_json:
        print_json(result)
        return FINE if not _unsettled(result) else FINDINGS
    print_summaries(at, result)
    return FINDINGS if _unsettled(result) else FINE


def _unsettled(result: Any) -> bool:
    """Whether a person has something to do: findings, refusals, missing agencies, refused mail."""
    years = [entry for entry in result if isinstance(entry, dict)]
    refused_mail = any(entry[2] for entry in result if not isinstance(entry, dict))
    return refused_mail or any(
        entry["hard"] or entry["soft"] or entry["refused"] or entry["missing"] or entry["season"] for entry in years
    )


def print_summaries(home: str, result: Any) -> None:
    from tasks.open import open_desk
    from tasks.summarise import summarise

    for entry in result:
        if isinstance(entry, dict):
            print(summarise(open_desk(home), entry["year"]).sentence())
            for refusal in entry["refused"]:
                print(_("  拒收 {file}：{detail}").format(**refusal))
            for sentence in entry.get("open", []):
                print(f"  {sentence}")
            if entry["missing"] and "open" not in entry:
                print(_("  未报：{names}").format(names="、".join(entry["missing"])))
        else:
            recipient, subject, error = entry
            print(_("未发出（{error}）：").format(error=error) if error else _("已发出："), recipient, subject)
    page = Path(home) / "site" / "index.html"
    if page.is_file():
        print(_("审阅网页：{page}").format(page=page))


def _explain(home: Path | None, on: date | None, as_json: bool) -> int:
    from tasks.alert import explain_alerts
    from tasks.open import close_desks, moment, open_desk

    verdicts = explain_alerts(open_desk(home_of(home)), on or moment().date())
    close_desks()
    if as_json:
        print_json(
            [
                {
                    "rule": verdict.rule,
                    "kind": verdict.kind,
                    "recipient": verdict.message.recipient if verdict.message else "",
                    "key": verdict.message.key if verdict.message else "",
                    "subject": verdict.message.subject if verdict.message else "",
                    "sent": verdict.sent,
                    "why": verdict.why,
                }
                for verdict in verdicts
            ]
        )
        return FINE
    for verdict in verdicts:
        if verdict.message is None:
            print(_("不发 {rule}：{why}").format(rule=verdict.rule, why=verdict.why))
            continue
        message = verdict.message
        print(f"—— {verdict.rule}  {message.recipient}  [{message.key}]  {verdict.why}")
        print(message.subject)
        print(message.body)
    return FINE
