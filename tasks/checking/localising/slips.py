"""How a wrong figure is likely to have come about: what a hand, a keyboard or a copied sheet does to a number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

NONE = ""
Test = Callable[[int, int, "Sheet", str], bool]


@dataclass(frozen=True)
class Sheet:
    """The cells of a table by code: printed figures, neighbours, addends of totals; which are blank, which unsure."""

    printed: Mapping[str, int]
    neighbours: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    addends: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    blank: Collection[str] = frozenset()
    uncertain: Collection[str] = frozenset()

    def suspect(self, code: str) -> bool:
        """A cell that nobody filled in, that was not read for certain, or that no count can be."""
        return code in self.blank or code in self.uncertain or self.printed[code] < 0


def slip(code: str, right: int, sheet: Sheet) -> str:
    """The likeliest slip that turns the right figure into the printed one; "" where none is known."""
    wrong = sheet.printed[code]
    return next((name for name, test in SLIPS.items() if test(right, wrong, sheet, code)), NONE)


def cost(name: str) -> int:
    """How unlikely a slip is: its place in the order, an unknown one last."""
    return list(SLIPS).index(name) if name in SLIPS else 2 * len(SLIPS)


def swapped(right: int, wrong: int) -> bool:
    """12 -> 21: two digits side by side changed places."""
    digits, others = str(right), str(wrong)
    return wrong != right >= 0 and others in {
        digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1)
    }


def dropped(right: int, wrong: int) -> bool:
    """123 -> 13: one digit was left out."""
    digits = str(right)
    return right > 9 and wrong in {int(digits[:at] + digits[at + 1 :]) for at in range(len(digits))}


def doubled(right: int, wrong: int) -> bool:
    """12 -> 112: one digit was typed twice."""
    digits = str(right)
    return wrong != right >= 0 and wrong in {int(digits[:at] + digits[at] + digits[at:]) for at in range(len(digits))}


def mistyped(right: int, wrong: int) -> bool:
    """12 -> 17: one digit is another."""
    digits, others = str(right), str(wrong)
    if min(right, wrong) < 0 or len(digits) != len(others):
        return False
    return sum(one != other for one, other in zip(digits, others, strict=True)) == 1


def _neighbour(_right: int, wrong: int, sheet: Sheet, code: str) -> bool:
    """The figure of the cell beside, above or below."""
    return wrong != 0 and any(sheet.printed.get(near) == wrong for near in sheet.neighbours.get(code, ()))


def _stale(right: int, wrong: int, sheet: Sheet, code: str) -> bool:
    """A total that lacks one of its addends, or still holds one that is gone: it was not summed up anew."""
    return (
        any(abs(right - wrong) == abs(sheet.printed.get(part, 0)) for part in sheet.addends.get(code, ()))
        and right != wrong
    )


SLIPS: Mapping[str, Test] = {
    "blank": lambda _right, _wrong, sheet, code: code in sheet.blank,
    "digits_swapped": lambda right, wrong, _sheet, _code: swapped(right, wrong),
    "digit_dropped": lambda right, wrong, _sheet, _code: dropped(right, wrong),
    "digit_doubled": lambda right, wrong, _sheet, _code: doubled(right, wrong),
    "digit_mistyped": lambda right, wrong, _sheet, _code: mistyped(right, wrong),
    "neighbour": _neighbour,
    "stale_total": _stale,
    "sign": lambda right, wrong, _sheet, _code: wrong == -right,
}
"""The known slips, the likeliest first."""
