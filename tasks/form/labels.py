"""Bring printed labels to one spelling, so that two ways of writing the same words compare equal."""

import re
import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans(dict.fromkeys("“”\"＂「」『』'‘’《》", "”"))
_SPACES = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff\u00ad]+")
_ORDINAL = re.compile(
    r"^(?:第?[一二三四五六七八九十]+[、.,:：．]+|[(][一二三四五六七八九十\d]+[)][、.]?|\d{1,2}[、.．,)]|[①-⑳][、.]?)"
)
_BRACKETS = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
_PUNCTUATION = re.compile(r"[、。.,:;：；，．·•\-—–_/\\|*#]+")
# Unicode's equivalents (EquivalentUnifiedIdeograph), which NFKC leaves alone
_FOLDED = (
    "⼀一⺀冫⺁厂⺆冂⺈刀⺊卜⺌小⺍小⺎兀⺒巳⺓幺⺕彐⺗心⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺢水⺤爪⺥爪⺧牛⺩王⺪疋⺫目⺬示⺮竹⺲罒⺶羊⺷羊⺸羊⺻聿⺼肉⺽臼"
    "⻁虎⻃西⻄西⻅见⻆角⻇角⻉贝⻊足⻋车⻑長⻓长⻔门⻕阜⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀"
)
_COMPATIBILITY = dict(zip(_FOLDED[::2], _FOLDED[1::2], strict=True))
_RADICALS = str.maketrans(_COMPATIBILITY)


def compact(text: str) -> str:
    """Fold compatibility characters (NFKC, radicals of PDF fonts) and drop every space."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).translate(_RADICALS))


def printed_width(text: str) -> int:
    """Places that a fixed-width font needs: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def split_ordinal(text: str) -> tuple[str, str]:
    """Part a leading ordinal such as 三、 （一） 2. from the words; doubled ones (一、一、) count once."""
    words = compact(text)
    ordinal = ""
    while match := _ORDINAL.match(words):
        ordinal = match.group()
        words = words[match.end() :]
    return ordinal, words


def normalise(text: str) -> str:
    """The words of a label alone: no ordinal, bracketed hint, quotes, punctuation or space."""
    return _remembered(text) if len(text) <= _LABEL else _normalise(text)


def _normalise(text: str) -> str:
    _, words = split_ordinal(text)
    bare = _BRACKETS.sub("", words)
    return _PUNCTUATION.sub("", (bare or words.strip("()[]")).translate(_QUOTES)).replace("”", "")


_LABEL = 100  # longer texts are prose, not worth remembering
_remembered = lru_cache(maxsize=20_000)(_normalise)
