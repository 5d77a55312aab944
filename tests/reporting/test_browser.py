"""The pages in a real browser, opened from the disk: no error, no outside request, filters and phone width work."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tasks.reporting import Standing, agency_link, build_site, note_night
from tests.reporting.factory import agency_row, agency_view, county_page, season_view

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="未安装 Chromium，略过浏览器测试 / Chromium is not installed")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A season with one failing agency, one that passed and one that is missing."""
    view = agency_view()
    code = view.agency.code
    rows = [
        replace(agency_row(code, view.agency.name, Standing.RETURNED), hard=2, link=agency_link(code)),
        agency_row("d90", "样例县甲局", Standing.ACCEPTED),
        agency_row("d91", "样例县乙局", Standing.OVERDUE),
    ]
    out = tmp_path_factory.mktemp("site")
    build_site(out, [season_view(rows)], [view], [county_page()])
    return out


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that fails the test when it logs an error or asks anything that is not a file."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    heard: list[str] = []
    opened.on("pageerror", lambda error: heard.append(str(error)))
    opened.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    opened.on("request", lambda request: None if request.url.startswith("file:") else heard.append(request.url))
    yield opened
    context.close()
    assert heard == []


def index(site: Path, *parts: str) -> str:
    year = next(path.name for path in site.iterdir() if path.name.isdigit())
    return site.joinpath(year, *parts, "index.html").as_uri()


def test_the_season_is_filtered_by_tile_and_by_name(page: Any, site: Path) -> None:
    page.goto(index(site))
    assert page.locator("#rows tbody tr:visible").count() == 3
    tiles = page.locator("[data-filter]")
    tiles.nth(tiles.count() - 1).click()
    assert page.locator("#rows tbody tr:visible").count() == 1
    tiles.nth(tiles.count() - 1).click()
    page.fill("#search", "乙局")
    assert page.locator("#rows tbody tr:visible").inner_text().startswith("样例县乙局")


def test_a_clerk_clicks_through_to_the_failing_cells(page: Any, site: Path) -> None:
    page.goto(index(site))
    page.locator("#rows tr", has_text=agency_view().agency.name).locator("a").click()
    assert page.locator("h1").inner_text().startswith(agency_view().agency.name)
    assert page.locator(".official td.v").count() >= 200
    marked = page.locator(".official td.v:has-text('✗')")
    assert marked.count() > 0
    border = marked.first.evaluate("cell => getComputedStyle(cell).outlineStyle + getComputedStyle(cell).borderStyle")
    assert "solid" in border


def test_the_county_page_shows_the_official_tables(page: Any, site: Path) -> None:
    page.goto(index(site, "county"))
    assert page.locator(".official td.v").count() >= 200


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("began", "ended", "failed", "said"),
    [
        (HOUR, HOUR, "", ""),
        (HOUR, None, "", ""),
        (9 * HOUR, None, "", "开始的归集没有做完"),
        (HOUR, None, "磁盘已满<b>", "最近一次归集没有完成：磁盘已满"),
        (HOUR, None, "?", "原因见运行记录"),
        (90 * HOUR, 89 * HOUR, "", "此后没有再归集"),
    ],
)
def test_the_pages_say_when_the_last_night_failed(
    page: Any, site: Path, began: timedelta, ended: timedelta | None, failed: str, said: str
) -> None:
    now = datetime.now(UTC)
    note_night(site, now - began, now - ended if ended else None, failed)
    page.goto(index(site))
    notice = page.locator("#night")
    assert notice.is_visible() == bool(said)
    assert said in notice.text_content()


def test_on_a_phone_the_cards_come_first_and_only_the_table_scrolls(page: Any, site: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(index(site))
    page.locator("#rows tr", has_text=agency_view().agency.name).locator("a").click()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 392
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_the_command_that_decides_a_finding_is_copied_by_one_click(page: Any, site: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(index(site, "a", next(path.name for path in site.glob("*/a/*"))))
    command = page.locator("details.decide").first
    command.locator("summary").click()
    button = command.locator("button")
    assert button.inner_text() == "复制"
    button.click()
    page.wait_for_function("button => button.textContent === '已复制'", arg=button.element_handle())
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == command.locator("code").inner_text() and copied.startswith("gouji ")
    page.set_viewport_size({"width": 400, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
