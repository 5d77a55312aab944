"""The review site: static pages that open by double-click, drawn from views."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from tasks.language import _, language
from tasks.reporting import decided, wording
from tasks.reporting.notice import no_night_yet
from tasks.reporting.pages import agency_page, county_page, season_page
from tasks.reporting.rulebook import RulePage, rule_page
from tasks.reporting.storing import store, sweep
from tasks.reporting.views import AgencyView, CountyPage, SeasonView

_SAFE = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_STATIC = ("site.css", "site.js")


def build_site(
    out: Path,
    seasons: Sequence[SeasonView],
    agencies: Sequence[AgencyView] = (),
    counties: Sequence[CountyPage] = (),
    rules: Sequence[RulePage] = (),
) -> list[Path]:
    """Write the pages of the given views into `out`; the changed files are returned, others stay as they are.

    Other pages already there stay linked. ValueError when an agency code cannot be a folder name.
    """
    sweep(out)
    ruled = {rule.id for rule in rules} | {page.parent.name for page in out.glob("rules/*/index.html")}
    pages = {**_season_pages(out, seasons, counties), **_agency_pages(out, agencies, ruled), **_county_pages(counties)}
    pages |= _rule_pages(rules)
    if seasons:
        pages["index.html"] = _render(
            "index.html",
            0,
            years=_years(out, seasons),
            county=seasons[0].county_name,
            newest=max(seasons, key=lambda season: season.year),
            has_rules=bool(rules) or (out / "rules" / "index.html").is_file(),
        )
    no_night_yet(out)
    data = {name: text.encode() for name, text in pages.items()}
    data |= {f"static/{name}": (files(__package__) / "static" / name).read_bytes() for name in _STATIC}
    return [out / name for name, content in sorted(data.items()) if store(out / name, content)]


def agency_link(code: str) -> str:
    """The agency's page as seen from the season page; ValueError when the code cannot be a folder name."""
    if not _SAFE.fullmatch(code):
        raise ValueError(_("机关代码“{code}”不能用作网页路径：只能含英文字母、数字、点、横线。").format(code=code))
    return f"a/{code}/index.html"


def _season_pages(out: Path, seasons: Sequence[SeasonView], counties: Sequence[CountyPage]) -> dict[str, str]:
    summed = {page.report.year for page in counties}
    return {
        f"{season.year}/index.html": _render(
            "season.html",
            1,
            season=season,
            has_county=season.year in summed or _county_exists(out, season.year),
            **season_page(season),
        )
        for season in seasons
    }


def _agency_pages(out: Path, agencies: Sequence[AgencyView], ruled: Collection[str]) -> dict[str, str]:
    pages = {}
    for view in agencies:
        link = agency_link(view.agency.code)
        years = {other.year for other in agencies if other.agency.code == view.agency.code}
        years |= {year for year in _built_years(out) if (out / str(year) / link).is_file()}
        pages[f"{view.year}/{link}"] = _render(
            "agency.html", 3, view=view, years=sorted(years), ruled=ruled, **agency_page(view)
        )
    return pages


def _county_pages(counties: Sequence[CountyPage]) -> dict[str, str]:
    return {
        f"{page.report.year}/county/index.html": _render(
            "county.html", 2, page=page, report=page.report, **county_page(page)
        )
        for page in counties
    }


def _rule_pages(rules: Sequence[RulePage]) -> dict[str, str]:
    drawn = [(rule, rule_page(rule)) for rule in rules]
    pages = {f"rules/{rule.id}/index.html": _render("rule.html", 2, rule=rule, **more) for rule, more in drawn}
    if rules:
        listed = [(rule, more["severities"]) for rule, more in drawn]
        pages["rules/index.html"] = _render("rules.html", 1, rules=listed)
    return pages


def _years(out: Path, seasons: Sequence[SeasonView]) -> list[tuple[int, SeasonView | None]]:
    """Newest first: the years given, and those already built, which keep a link without figures."""
    known: dict[int, SeasonView | None] = dict.fromkeys(_built_years(out))
    known |= {season.year: season for season in seasons}
    return sorted(known.items(), key=lambda item: -item[0])


def _built_years(out: Path) -> Iterator[int]:
    return (int(page.parent.name) for page in out.glob("*/index.html") if page.parent.name.isdigit())


def _county_exists(out: Path, year: int) -> bool:
    return (out / str(year) / "county" / "index.html").is_file()


def _render(template: str, depth: int, **values: Any) -> str:
    """A page `depth` folders below the root, in the active language."""
    page = _environment().get_template(template)
    return page.render(root="../" * depth, lang="zh-CN" if language() == "zh" else language(), **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tasks.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(_, _plural, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= _filters()
    environment.globals |= {"badge": wording.badge}
    return environment


def _plural(one: str, many: str, count: int) -> str:
    return _(one if count == 1 else many)


def _filters() -> Mapping[str, Any]:
    return {
        "day": wording.day,
        "signed": wording.signed,
        "moment": wording.moment,
        "ordinal": wording.ordinal_mark,
        "kind": wording.kind_name,
        "deed": decided.deed,
        "persons": decided.persons,
        "until": decided.until,
        "standing": decided.standing_word,
        "path": lambda link: quote(link, safe="/.-_~"),
    }
