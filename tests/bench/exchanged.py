"""How often two lines exchanged are told, and how often right ones are: `python -m tests.bench.exchanged [seeds]`.

Invented agencies with three right years before. plain = the two lines hold counts at least four times and ten apart;
others are within what a year may bring, or equal, and no history tells them. A false alarm is S-01, S-02 or S-03 on a
right report.
"""

from __future__ import annotations

import sys
from random import Random

from tasks.checking import conclude, observe
from tasks.proving.quick import quick
from tasks.records import State
from tests.checking import seeded
from tests.checking.seeded import KINDS, RESULTS, ROWS, Member, Year, case_of, exchanged

RULES = {"S-01", "S-02", "S-03"}
AGENCIES, SEEDS = 40, 1
Sample = tuple[str, bool, str, Member, Year]


def main(seeds: int = SEEDS) -> None:
    """Print a line a kind of lines, and the share of false alarms."""
    random = Random(1)
    drawn = [member for seed in range(1, seeds + 1) for member in seeded.members(AGENCIES, seed)]
    samples = [sample for member in drawn for sample in _samples(member, random)]
    told = [_told(member, handed_in) for _kind, _plain, _rule, member, handed_in in samples]
    print(f"{'exchanged':>16} {'plain':>6} {'told %':>7} {'all':>6} {'told %':>7}")
    for kind in dict.fromkeys(kind for kind, *_rest in samples if kind):
        own = [
            (sample[1], sample[2] in rules) for sample, rules in zip(samples, told, strict=True) if sample[0] == kind
        ]
        plain = [right for apart, right in own if apart]
        shares = [100 * sum(part) / max(len(part), 1) for part in (plain, [right for _apart, right in own])]
        print(f"{kind:>16} {len(plain):>6} {shares[0]:>7.1f} {len(own):>6} {shares[1]:>7.1f}")
    right = [rules for sample, rules in zip(samples, told, strict=True) if not sample[0]]
    print(f"false alarms: {100 * sum(map(bool, right)) / len(right):.2f} % of {len(right)} right reports")


def _samples(member: Member, random: Random) -> list[Sample]:
    """The right report of an agency's latest year, and exchanges of two lines of each kind."""
    made: list[Sample] = [("", False, "", member, member.now)]
    for _ in range(3):
        made += [_exchange(member, "two rows", *random.sample(RESULTS, 2))]
        made += [_exchange(member, "two columns", *random.sample(KINDS, 2))]
    made += [_exchange(member, "two powers", *random.sample(("licensing", "penalties", "coercion"), 2))]
    return [sample for sample in made if not sample[0] or sample[4].figures != member.now.figures]


def _exchange(member: Member, kind: str, one: str, other: str) -> Sample:
    patterns = {
        "two rows": [f"{{}}.{it}" for it in ("total", *KINDS)],
        "two columns": [f"{row}.{{}}" for row in ROWS],
        "two powers": ["t2.{}.decisions"],
    }[kind]
    pairs = [(pattern.format(one), pattern.format(other)) for pattern in patterns]
    small, large = sorted(member.now.figures[code] for code in pairs[0])
    plain = large - small >= 10 and large >= 4 * small
    return kind, plain, "S-02" if kind == "two columns" else "S-01", member, exchanged(member.now, pairs)


def _told(member: Member, handed_in: Year) -> set[str]:
    case = case_of(member, handed_in)
    found = conclude(observe([case]), only=RULES, judge=quick)[case.key]
    return {it.rule for it in found if it.state is State.FAIL}


if __name__ == "__main__":
    main(*(int(size) for size in sys.argv[1:]))
