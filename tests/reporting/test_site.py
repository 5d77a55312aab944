"""The review pages as a browser without a network would see them."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from lxml import html

from tasks.form import load_form
from tasks.language import use
from tasks.records import Agency, Finding, Severity, State
from tasks.reporting import Revision, RulePage, Standing, agency_link, build_site
from tests.reporting.factory import (
    NASTY,
    agency_row,
    agency_view,
    county_page,
    decision_note,
    findings,
    place,
    quality,
    season_view,
)

GOLDEN = Path(__file__).parent / "marked_cell.html"
HOSTILE = f"{NASTY}\" onload='x' =cmd()"


@pytest.fixture
def site(tmp_path):
    (tmp_path / "originals").mkdir()
    (tmp_path / "originals" / "报告 1.docx").write_bytes(b"x")
    read = f"主件是{HOSTILE}"
    revision = Revision(2, season_view().built_at, "报告 1.docx", "ab" * 32, "originals/报告 1.docx", read)
    missing = agency_view(
        agency=Agency("jyj", "青禾县教育局", "教育局", "department"),
        state=Standing.OVERDUE,
        placement=None,
        findings=(),
        previous=None,
        revision=None,
    )
    rows = [*season_view().rows, agency_row("jyj", "青禾县教育局", Standing.OVERDUE)]
    build_site(tmp_path, [season_view(rows)], [agency_view(revision=revision), missing], [county_page()])
    return tmp_path


def pages(root):
    return {path.relative_to(root).as_posix(): html.parse(str(path)).getroot() for path in sorted(root.rglob("*.html"))}


def test_a_page_says_how_its_document_was_read(site):
    said = pages(site)["2023/a/swj/index.html"].xpath("//dt[.='读法']/../dd")
    assert [one.text_content() for one in said] == [f"主件是{HOSTILE}"]
    assert not pages(site)["2023/a/jyj/index.html"].xpath("//dt[.='读法']")


def test_the_pages_are_there(site):
    assert list(pages(site)) == [
        "2023/a/jyj/index.html",
        "2023/a/swj/index.html",
        "2023/county/index.html",
        "2023/index.html",
        "index.html",
    ]


def test_every_link_leads_to_a_file_and_an_anchor_that_exist(site):
    for name, page in pages(site).items():
        for element in page.iter("a", "link", "script"):
            target = element.get("href") or element.get("src")
            file, anchor = urldefrag(target)
            place = (site / name).parent / unquote(file) if file else site / name
            assert place.is_file(), f"{name}: {target}"
            assert not anchor or html.parse(str(place)).getroot().get_element_by_id(anchor) is not None


def test_nothing_comes_from_outside_and_no_module_is_loaded(site):
    for path in [*site.rglob("*.html"), *site.rglob("*.css"), *site.rglob("*.js")]:
        text = path.read_text(encoding="utf-8")
        assert not [
            word
            for word in ("http:", "https:", "//cdn", "type=module", 'type="module"', "fetch(", "@import")
            if word in text
        ]


def test_ids_are_unique_and_the_language_is_said(site):
    for page in pages(site).values():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert page.get("lang") == "zh-CN"


def test_every_page_says_when_and_from_which_run(site):
    for page in pages(site).values():
        assert "数据截至 2024-02-03 02:10，第 41 次归集" in page.text_content()


def test_every_table_is_readable_aloud(site):
    for page in pages(site).values():
        for table in page.iter("table"):
            assert table.find("caption") is not None
            assert table.xpath(".//th[@scope]")
            assert table.getparent().get("tabindex") == "0"


@pytest.mark.parametrize("edition", ["f2021", "f2019"])
def test_the_drawn_tables_fill_their_grid(tmp_path, edition):
    form = load_form(edition)
    build_site(tmp_path, [], [agency_view(form_id=edition, placement=place(form, {}), findings=(), previous=None)])
    page = pages(tmp_path)["2023/a/swj/index.html"]
    tables = page.xpath("//table[contains(@class,'official')]")
    assert [len(table.xpath(".//col")) for table in tables] == [4, 10, 15]
    for table in tables:
        width, open_rows = len(table.xpath(".//col")), []
        for row in table.iter("tr"):
            here = [
                (int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))) for cell in row if cell.tag in {"td", "th"}
            ]
            assert sum(across for across, _down in here + open_rows) == width
            open_rows = [(across, down - 1) for across, down in here + open_rows if down > 1]
    assert page.xpath("//td[starts-with(@id,'c-')]/@id") == [f"c-{code}" for code in form.cells]


def test_the_season_is_told_in_one_sentence_and_sorted_by_what_needs_action(site):
    page = pages(site)["2023/index.html"]
    assert "应报 7 个机关，已报 5 个，逾期未报 2 个，需更正 1 个。" in page.text_content()
    states = [row.xpath("string(.//span[contains(@class,'badge')])") for row in page.xpath("//*[@id='rows']//tbody/tr")]
    assert states == ["● 逾期未报"] * 2 + ["✗ 需更正", "△ 有疑问", "… 已报待核", "✓* 经说明认可", "✓ 通过", "– 免报"]
    assert "还有 57 天" in page.text_content()


def test_the_tiles_count_what_they_keep(site):
    page = pages(site)["2023/index.html"]
    keys = [row.get("data-keys").split() for row in page.xpath("//tr[@data-keys]")]
    for tile in page.xpath("//button[@data-filter]"):
        assert int(tile.findtext("b")) == sum(tile.get("data-filter") in row for row in keys)


def test_a_refused_file_says_why_and_what_to_do(site):
    text = pages(site)["2023/index.html"].get_element_by_id("refusals").text_content()
    assert "年度报告定稿.html" in text
    assert "报告不是本机关的" in text
    assert "重新报送本机关的报告" in text


def test_an_agency_that_filed_nothing_has_a_page_that_says_so(site):
    page = pages(site)["2023/a/jyj/index.html"]
    assert "已逾期 2 天，请立即报送 2023 年度报告。" in page.text_content()
    assert not page.xpath("//table")


def test_the_county_page_is_a_draft_and_names_who_is_missing(site):
    page = pages(site)["2023/county/index.html"]
    banner = page.xpath("string(//*[@role='note'])")
    assert "草稿" in banner
    assert "青禾县教育局、柳树乡人民政府" in banner
    assert "青禾县商务局" in page.xpath("string(//tr[starts-with(@id,'d-')])")


def test_a_marked_cell_looks_as_agreed(site):
    cell = pages(site)["2023/a/swj/index.html"].get_element_by_id("c-t3.new_received.natural_person")
    assert html.tostring(cell, encoding="unicode", with_tail=False) + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_hostile_text_stays_text(tmp_path):
    form = load_form("f2021")
    agency = Agency("swj", HOSTILE, HOSTILE, "department", contact=HOSTILE, email=HOSTILE)
    finding = Finding(
        "R-12", State.FAIL, Severity.HARD, HOSTILE, cells=("t2.rules.made",), expected=HOSTILE, found=HOSTILE
    )
    view = agency_view(agency=agency, placement=place(form, {"t2.rules.made": NASTY}), findings=(*findings(), finding))
    refused = replace(season_view().refusals[0], file_name=HOSTILE, reason=HOSTILE, detail=HOSTILE)
    season = replace(
        season_view([agency_row("swj", HOSTILE, Standing.RETURNED)]),
        county_name=HOSTILE,
        run=HOSTILE,
        refusals=(refused,),
    )
    build_site(tmp_path, [season], [view], [county_page(county_name=HOSTILE, missing=[HOSTILE], sections={1: HOSTILE})])
    for name, page in pages(tmp_path).items():
        root = "../" * name.count("/")
        assert [script.get("src") for script in page.iter("script")] == [f"{root}night.js", f"{root}static/site.js"]
        assert not page.xpath("//@onload")
        assert HOSTILE in page.text_content()


def test_an_unchanged_night_writes_nothing_and_a_changed_page_alone_is_written(tmp_path):
    assert build_site(tmp_path, [season_view()], [agency_view()], [county_page()])
    assert build_site(tmp_path, [season_view()], [agency_view()], [county_page()]) == []
    changed = build_site(tmp_path, [season_view()], [agency_view(days_late=9)], [county_page()])
    assert changed == [tmp_path / "2023/a/swj/index.html"]


def test_in_english_the_official_words_stay_chinese(tmp_path):
    try:
        use("en")
        build_site(tmp_path, [season_view()], [agency_view()], [county_page()])
    finally:
        use("zh")
    page = pages(tmp_path)["2023/a/swj/index.html"]
    assert page.get("lang") == "en"
    assert {table.get("lang") for table in page.xpath("//table[contains(@class,'official')]")} == {"zh-CN"}
    assert "一、本年新收政府信息公开申请数量" in page.text_content()


def test_pages_built_earlier_stay_linked(tmp_path):
    build_site(tmp_path, [season_view()], [agency_view()], [county_page()])
    build_site(tmp_path, [replace(season_view(), year=2024)], [agency_view(year=2024)])
    built = pages(tmp_path)
    assert built["index.html"].xpath("//ul[@class='years']//a/@href") == ["2024/index.html", "2023/index.html"]
    assert "../../../2023/a/swj/index.html" in built["2024/a/swj/index.html"].xpath("//a/@href")


@pytest.mark.parametrize("code", ["../x", "a/b", "", "商务局", ".."])
def test_a_code_that_is_no_folder_name_is_refused(code):
    with pytest.raises(ValueError, match="不能用作网页路径"):
        agency_link(code)


def test_a_rule_has_a_page_with_its_equation_on_the_form(tmp_path: Path) -> None:
    signs = {"t4.review.upheld": "＋", "t4.review.corrected": "＋", "t4.review.total": "＝"}
    messages = [(Severity.HARD, "{line}：<b>相差</b> {gap}")]
    words = ("T-01", "总计相符", "规定格式", "请核对", "甲＋乙＝丙", "2021—")
    rule = RulePage(*words, messages, form_id="f2021", table="t4", line="行政复议", signs=signs)
    build_site(tmp_path, [], rules=[rule])
    page = (tmp_path / "rules" / "T-01" / "index.html").read_text(encoding="utf-8")
    drawn = html.fromstring(page)
    cells = drawn.xpath("//td[contains(@class, ' hard') or contains(@class, ' soft')]")
    marked = {cell.get("id"): cell.text_content().strip() for cell in cells}
    assert marked == {f"c-{code}": sign for code, sign in signs.items()}
    assert "&lt;b&gt;相差" in page
    listed = html.fromstring((tmp_path / "rules" / "index.html").read_text(encoding="utf-8"))
    assert [link.get("href") for link in listed.xpath("//tbody//a")] == ["T-01/index.html"]


def decided(**changes):
    """The agency's view with R-09 confirmed and a decision that lapsed."""
    silent = next(finding for finding in findings() if finding.rule == "R-09")
    lapsed = decision_note(
        id="D9", rule="C-03", standing="lapsed", changes=(("t2.coercion.decisions", "3", ""), ("found", "3", "4"))
    )
    return agency_view(excuses={silent.fingerprint: decision_note(**changes)}, lapsed=[lapsed])


def test_what_was_excused_says_who_why_and_until_when_and_comes_last(tmp_path):
    build_site(tmp_path, [season_view()], [decided()])
    page = pages(tmp_path)["2023/a/swj/index.html"]
    cards = page.xpath("//article")
    assert [card.get("class").split()[1] for card in cards] == ["hard", "soft", "excused"]
    text = " ".join(cards[-1].text_content().split())
    assert "✓* 经说明认可" in text and "✓* 经办员 2024年2月1日确认：该局全年未收费，已与台账核对" in text
    assert "有效至2024年12月31日，决定编号 D165d2c7b542" in text
    assert not cards[-1].xpath(".//*[@class='copy']")


def test_open_findings_have_the_command_to_decide_them(tmp_path):
    build_site(tmp_path, [season_view()], [agency_view()])
    page = pages(tmp_path)["2023/a/swj/index.html"]
    said = {finding.rule: finding for finding in findings()}
    commands = page.xpath("//*[@class='copy']/code/text()")
    assert commands == [
        'gouji waive swj K-01 --year 2023 --reason "理由" --by 姓名 --second 复核人 --until 2024-12-31',
        f'gouji confirm swj {said["C-03"].short} --year 2023 --reason "理由" --by 姓名',
        f'gouji confirm swj {said["R-09"].short} --year 2023 --reason "理由" --by 姓名',
    ]
    assert all(said[rule].short in page.text_content() for rule in ("C-03", "R-09"))


def test_what_lapsed_is_said_with_the_figures_that_changed(tmp_path):
    build_site(tmp_path, [season_view()], [decided()])
    (box,) = pages(tmp_path)["2023/a/swj/index.html"].xpath("//section[@id='lapsed']")
    text = "".join(box.text_content().split())
    assert "失效的认可（1）" in text and "数字已变，失效：" in text and "3→空白；所填3→4" in text


def test_a_waived_report_says_why(tmp_path):
    waiver = decision_note(kind="waive", rule="", reason="灾后资料不存", second="复核员")
    view = agency_view(state=Standing.WAIVED, placement=None, findings=(), revision=None, waiver=waiver)
    build_site(tmp_path, [season_view()], [view])
    text = pages(tmp_path)["2023/a/swj/index.html"].text_content()
    assert "经同意免报" in text and "经同意，本年度免报：灾后资料不存。" in text


def test_the_county_page_names_the_decisions_under_the_tables(tmp_path):
    build_site(tmp_path, [season_view()], [agency_view()], [county_page(quality=quality())])
    page = pages(tmp_path)["2023/county/index.html"]
    (section,) = page.xpath("//section[@id='decisions']")
    rows = [" ".join(" ".join(row.itertext()).split()) for row in section.xpath(".//tbody/tr")]
    assert rows[0].startswith("青禾县商务局 ✓* 确认 R-09 该局全年未收费")
    assert rows[2] == "柳树乡人民政府 –* 同意免报 灾后资料不存 经办员、复核员 2024年2月1日，只管这一年度"
    assert "停用 R-12" in page.xpath("//section[@id='rules-changed']")[0].text_content()
    assert "经办员" not in "".join(table.text_content() for table in page.xpath("//table[contains(@class,'official')]"))


def test_hostile_decisions_stay_text(tmp_path):
    hostile = {"reason": HOSTILE, "person": HOSTILE, "second": HOSTILE, "message": HOSTILE, "agency": HOSTILE}
    page = county_page(quality=replace(quality(), decisions=(decision_note(**hostile),), overrides=(HOSTILE,)))
    view = replace(decided(**hostile), disclosed=('https://www.example.gov.cn/?a="><script>', season_view().today))
    build_site(tmp_path, [replace(season_view(), note=HOSTILE, overrides=(HOSTILE,))], [view], [page])
    for name, built in pages(tmp_path).items():
        if name not in {"index.html"}:
            assert not built.xpath("//@onload") and HOSTILE in built.text_content()
            assert all((script.get("src") or "").endswith(".js") for script in built.iter("script"))
