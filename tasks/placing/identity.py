"""Whose report it is and for which year: the title, over one line or several, then weaker witnesses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tasks.form import compact
from tasks.placing.lines import Field, Line
from tasks.placing.sections import heading_number
from tasks.records import Origin

_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九Ｏ", "00012345678" + "90")
_YEAR = r"(?:20\d{2}|二[〇○零Oo0][〇○零一二三四五六七八九]{2})"
_REPORT = (
    r"(?:政府信息|信息|政务)公开(?:工作)?(?:情况)?的?"
    rf"(?:(?P<inside>{_YEAR})年?)?(?:年度)?(?:工作)?(?:年度)?(?:报告|年报)"
)
_TITLE = re.compile(
    rf"(?P<before>[\u4e00-\u9fff()（）·]{{0,45}}?)(?:关于)?(?:(?P<year>{_YEAR})年?度?)?(?P<between>[\u4e00-\u9fff()（）·]{{0,45}}?)"
    rf"(?P<report>{_REPORT})(?:[（(]?(?P<after>{_YEAR})年?度?[)）]?)?"
)
_PERIOD = re.compile(rf"({_YEAR})年?度?1月1日(?:起)?(?:至|到|—|-|~)(?:同年|{_YEAR}年|当年|本年)?12月31日")
_BODY = re.compile(
    r"^[\u4e00-\u9fff]{2,30}(?:局|委员会|办公室|人民政府|政府|街道办事处|办事处|管委会|管理委员会|中心|委|办|院|厅|所|队|社|协会)$"
)
_NOISE = re.compile(
    r"^(?:附件\d*[:：]?|关于(?:印发|发布|报送|公布)?|现将?|(?:(?:发布|公开|制作|生成)(?:机构|单位|部门)|(?:机构|单位)名称)[:：]?|公布|发布|转发|当前位置[:：]?.*[>》]|首页|报(?![业社告])|《|标题[:：]|名称[:：]|题名[:：])+"
)
_MENU = re.compile(
    r"首页|主动公开|依申请公开|信息公开(?!办|中心|服务|领导)|年度?报告|年报"
    r"|索引号|文号|有效性|主题分类|[发成]文日期|公开日期"
)  # columns of a portal and of its records, no body's name
_TAIL = re.compile(r"(?:关于(?:印发|发布|报送|公布)?|的|《|年)$")
_NEIGHBOUR = re.compile(r"^[上下前后]一?[篇条页则][:：]?")  # a link to the report of another year
_WORD = re.compile(r"\S+")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{1,8}[省市县区州盟旗]$")
_SENTENCE = re.compile(r"[。；;]|^\s*现将|如下")
_LINES_OF_TITLE = 4
_FRONT = 40  # lines above the first chapter in which the title stands
_CHAPTERS = 2  # so many headings make a report
_LONGEST = 70


@dataclass(frozen=True, slots=True)
class Title:
    """agency "" and year None where the words do not say."""

    agency: str
    year: int | None
    text: str
    origin: Origin | None


def find_title(lines: Sequence[Line], first_heading: int, page_title: str) -> tuple[Title, list[Title]]:
    """The report's title, and the full title of every report in the document (two different ones = two reports)."""
    start = max(0, first_heading - _FRONT) if first_heading < len(lines) else 0
    near = lines[start : min(first_heading, start + _FRONT)]
    front = [piece for line in near if line.sole or line.table == 0 for piece in _pieces(line)]
    read = [(title, -lines_) for at in range(len(front)) for title, lines_ in _read(front, at)]
    page = parse_title(page_title, None) if page_title else None
    if page:
        read.append((page, -1))
    best = max(read, key=_likeness, default=(Title("", None, "", None), 0))[0]
    best = _own(front, page) or best
    found = [title for title, _ in read]
    agency = best.agency or next((t.agency for t in found if t.agency), "") or _lone_agency(front)
    told = best.year if best.agency else None
    years = {title.year for title in found if title.year}  # of titles that name no body: a portal lists them
    year = told or _stated_year(lines, front) or (years.pop() if len(years) == 1 else None)
    return Title(agency, year, best.text, best.origin), _reports(lines)


def _own(front: Sequence[Line], page: Title | None) -> Title | None:
    """Of several titles (a page lists other reports above this one): the page's own, else the nearest to the text."""
    titles = [title for line in front if (title := _full_title(line))]
    if len({(title.agency, title.year) for title in titles}) < 2:
        return None
    return next((title for title in titles if page and _same(title, page)), titles[-1])


def _same(one: Title, other: Title) -> bool:
    return (one.agency, one.year) == (other.agency, other.year)


def _likeness(one: tuple[Title, int]) -> tuple[bool, bool, bool, bool, int]:
    """How much this looks like the title: what it tells, that it is no sentence (现将……报告如下。), and is short."""
    title, fewest_lines = one
    return (*_completeness(title), not _SENTENCE.search(title.text), fewest_lines)


def _completeness(title: Title) -> tuple[bool, bool, bool]:
    return (bool(title.agency) and title.year is not None, bool(title.agency), title.year is not None)


def _pieces(line: Line) -> list[Line]:
    """A dump on one line has its title at either end of what stands above the chapters: words there stand for lines."""
    whole = [word for word in line.text.split() if _full_title(Line((Field(word, line.origin),)))]
    if line.table or (len(compact(line.text)) <= _LONGEST and not whole):
        return [line]
    ends = 3 * _LONGEST
    inside = len(line.text) - ends
    words = [m.group() for m in _WORD.finditer(line.text) if m.end() <= ends or m.start() >= max(ends, inside)]
    return [Line((Field(word, line.origin),)) for word in words]


def _read(front: Sequence[Line], at: int) -> Iterator[tuple[Title, int]]:
    """Titles that begin at this line, with the lines they take; one that is whole takes the fewest."""
    joined = ""
    for count, line in enumerate(front[at : at + _LINES_OF_TITLE], 1):
        text = line.text if line.table == 0 else line.sole
        if len(compact(text)) > _LONGEST:
            break
        joined += text
        title = parse_title(joined, front[at].origin)
        if title:
            yield _with_place(title, front, at), count
        if title and title.agency and title.year:
            break


def _with_place(title: Title, front: Sequence[Line], at: int) -> Title:
    """A body's name cut after its county (清河口县 | 商务局2023年…) is joined again."""
    before = compact(front[at - 1].text) if at else ""
    if not (title.agency and _PLACE.match(before)) or title.agency.startswith(before):
        return title
    return Title(before + title.agency, title.year, front[at - 1].text.strip() + title.text, front[at - 1].origin)


@cache
def parse_title(text: str, origin: Origin | None) -> Title | None:
    """Agency and year of one title in any of its orders (year first, year last, in brackets)."""
    words = compact(text)
    if len(words) > 90 or _NEIGHBOUR.match(words):
        return None
    match = _TITLE.search(words)
    if not match:
        return None
    agency = _agency(match["before"]) or _agency(match["between"])
    if match["before"] and match["between"] and not match["year"]:
        agency = _agency(match["before"] + match["between"])
    year = match["year"] or match["inside"] or match["after"]
    if year is None and (late := re.search(rf"[(（]?({_YEAR})年?度?[)）]?", words[match.end() :])):
        year = late.group(1)
    return Title(agency, to_year(year) if year else None, text.strip(), origin)


def _agency(words: str) -> str:
    bare = _TAIL.sub("", _NOISE.sub("", words)).strip("·")
    if bare.count("(") != bare.count(")"):
        bare = bare.strip("()")
    if bare in {"年", "年度", "本", "本单位", "我局", "单位名称"} or len(bare) < 2 or _MENU.search(bare):
        return ""
    return bare


def to_year(digits: str) -> int:
    return int(digits.replace("O", "0").replace("o", "0").translate(_CHINESE_DIGITS))


def _lone_agency(front: Sequence[Line]) -> str:
    """A body's name on a line of its own above the report, when the title does not carry it."""
    return next((words for line in front[:6] if _BODY.match(words := compact(line.text))), "")


def _stated_year(lines: Sequence[Line], front: Sequence[Line]) -> int | None:
    for line in lines:
        if line.table == 0 and (match := _PERIOD.search(compact(line.text))):
            return to_year(match.group(1))
    for line in front[:6]:
        if match := re.fullmatch(rf"[(（]?({_YEAR})年?度?[)）]?", compact(line.text)):
            return to_year(match.group(1))
    return None


def _full_title(line: Line) -> Title | None:
    """The title of body and year that is all that this line says."""
    text = line.text if line.table == 0 else line.sole
    words = compact(text)
    if not 12 <= len(words) <= 60 or re.search(r"[。，；,;]", words) or not _TITLE.fullmatch(words):
        return None
    title = parse_title(text, line.origin)
    return title if title and title.agency and title.year else None


def _reports(lines: Sequence[Line]) -> list[Title]:
    """Distinct full titles above chapters of their own; a link to another report has none."""
    found: dict[tuple[str, int | None], Title] = {}
    chapters: Counter[tuple[str, int | None]] = Counter()
    current: Title | None = None
    for line in lines:
        if title := _full_title(line):
            current = title
            found.setdefault((title.agency, title.year), title)
        elif current and heading_number(line.text if line.table == 0 else line.sole):
            chapters[current.agency, current.year] += 1
    return [title for key, title in found.items() if chapters[key] >= _CHAPTERS]
