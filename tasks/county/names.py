"""Finding an agency by what people call it: exactly, after normalisation, never by likeness."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from tasks.form import compact
from tasks.records import Agency

_ABOVE = re.compile(r"(?:[\u4e00-\u9fff]{2,8}?(?:自治区|自治州|地区|省|市|州|盟))*")
_LEVEL = ("自治县", "自治旗", "县", "市", "区", "旗")
_OTHER_COUNTY = re.compile(r"[\u4e00-\u9fff][县市区旗]$")
_SUBJECT = "政府信息公开"  # its first two characters are no part of a name such as 县政府
_MASK = "\0"
_PAIRS = str.maketrans("“”‘’·•・", "\"\"''...")


def name_key(text: str) -> str:
    """A name without spaces, width or case, so that two ways of typing it compare equal."""
    return compact(text).translate(_PAIRS).casefold()


def county_name(roster: Iterable[Agency]) -> str:
    """The county's own name as most of the roster shows it: what full names have before short ones (鲁山县|商务局)."""
    votes: Counter[str] = Counter()
    for agency in roster:
        full = name_key(agency.name)
        prefixes = {full.removesuffix(name_key(other)) for other in agency.names}
        votes.update(prefix for prefix in prefixes if prefix != full and prefix.endswith(_LEVEL))
    return max(votes, key=lambda prefix: (votes[prefix], -len(prefix), prefix), default="")


def _bare(key: str, county: str) -> str:
    """The name without this county's name and what lies above it; another county's name stays."""
    if not county:
        return key
    before, found, rest = key.partition(county)
    if found and rest and _ABOVE.fullmatch(before):
        return rest
    level = next(word for word in _LEVEL if county.endswith(word))
    for short in filter(None, (county.removesuffix(level), level)):
        if key.startswith(short) and len(key) > len(short) + 1:
            return key.removeprefix(short)
    return key


def find_agency(roster: Sequence[Agency], text: str, year: int | None) -> Agency | None:
    """The agency of that code, full name, short name or alias in the year, with or without the county's name.

    Only agencies that existed in the report year are looked at (None = any year). Two that fit = None.
    """
    key = name_key(text)
    living = [agency for agency in roster if year is None or agency.existed_in(year)]
    county = county_name(roster)
    exact = [agency for agency in living if key in {name_key(agency.code), *map(name_key, agency.names)}]
    found = exact or [
        agency for agency in living if _bare(key, county) in {_bare(name_key(name), county) for name in agency.names}
    ]
    return found[0] if key and len(found) == 1 else None


def nearest(roster: Sequence[Agency], text: str) -> list[str]:
    """Up to three full names most like the text, best first: suggestions for a person, never an answer."""
    county = county_name(roster)
    whole = {(n, name): name_key(name) for n, agency in enumerate(roster) for name in agency.names}
    bare = {owner: _bare(key, county) for owner, key in whole.items()}
    hits = [*_alike(_bare(name_key(text), county), bare), *_alike(name_key(text), whole)]
    return list(dict.fromkeys(roster[n].name for n in hits))[:3]


def _alike(key: str, names: Mapping[tuple[int, str], str]) -> list[int]:
    hits = process.extract(key, names, scorer=fuzz.ratio, limit=None, score_cutoff=1)
    return [n for _match, _score, (n, _name) in hits]


def agency_in(roster: Sequence[Agency], text: str, year: int | None) -> Agency | None:
    """The one agency whose name stands in a file name; None where there is none or a second one beside it.

    A name inside a longer one does not count: 体育局 in 教育体育局 is 教育体育局. Nor does one that
    another county's name precedes.
    """
    key = name_key(text).replace(_SUBJECT, _MASK)
    county = county_name(roster)
    living = {agency.code: agency for agency in roster if year is None or agency.existed_in(year)}
    owners: dict[str, set[str]] = defaultdict(set)
    for agency in living.values():
        for name in filter(lambda name: len(name) > 1, map(name_key, agency.names)):
            owners[name].add(agency.code)
    named: set[str] = set()
    for name in sorted(owners, key=len, reverse=True):
        if name not in key:
            continue
        if _foreign(key.partition(name)[0], county):
            return None
        named |= owners[name]
        key = key.replace(name, _MASK)
    return living[named.pop()] if len(named) == 1 else None


def _foreign(before: str, county: str) -> bool:
    return bool(_OTHER_COUNTY.search(before)) and not (county and before.endswith(county))
