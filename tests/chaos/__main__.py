"""Kill nights, run them again: `python -m tests.chaos --kills 200` prints one hash a scene, or fails."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.chaos.memory import remember
from tests.chaos.scenes import NAMES, Scene, scenes
from tests.chaos.trial import Kill, Outcome, measure, run


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line a scene; exit code 1 where a night differs, something was said twice or was left behind."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--kills", type=int, default=200, help="at random instants, over all scenes")
    parser.add_argument("--boundaries", type=int, default=1000, help="between steps of each scene, at most")
    parser.add_argument("--scenes", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    broken = 0
    with TemporaryDirectory() as folder, ExitStack() as stack:
        remember(Path(folder) / "checks")
        for number, scene in enumerate(scenes(Path(folder), asked.scenes, stack)):
            share = asked.kills // len(asked.scenes) + (number < asked.kills % len(asked.scenes))
            broken += torment(scene, Path(folder), asked.boundaries, share, Random(f"{asked.seed} {scene.name}"))
    return 1 if broken else 0


def torment(scene: Scene, folder: Path, most: int, instants: int, random: Random) -> int:
    """All kills of one scene; gives how many things are not as after the undisturbed night."""
    start = time.perf_counter()
    calm = run(scene.stage, scene.on, folder / "calm")
    kills = list(plan(scene, folder / "measure", most, instants, random))
    outcomes = [run(scene.stage, scene.on, folder / f"trial{number}", kill) for number, kill in enumerate(kills)]
    wrong = [*calm.facts.wrong, *differences(calm, kills, outcomes)]
    control = run(scene.stage, scene.on, folder / "control", Kill(boundary=3), again=False)
    if not any(differences(calm, [Kill(boundary=3)], [control])):
        wrong.append("a night that broke off and was not run again looks like one that did not: this proves nothing")
    print(*wrong, sep="\n", end="\n" if wrong else "")
    facts = [outcome.facts for outcome in (calm, *outcomes)]
    print(
        f"{scene.name}: {len(kills)} kills, {sum(outcome.killed for outcome in outcomes)} in time; "
        f"{len({each.warehouse for each in facts})} warehouse hash {calm.facts.warehouse[:12]}; "
        f"{len({each.files for each in facts})} hash of pages and documents; "
        f"{sum(each.unsaid for each in facts)} messages left to a person; {time.perf_counter() - start:.0f} s",
        flush=True,
    )
    return len(wrong)


def plan(scene: Scene, at: Path, most: int, instants: int, random: Random) -> Iterator[Kill]:
    """Every boundary (or so many of them), then instants: a quarter at transactions, the others by the clock."""
    boundaries, transactions, seconds = measure(scene.stage, scene.on, at)
    chosen = random.sample(range(boundaries), min(most, boundaries))
    yield from (Kill(boundary=number + 1) for number in sorted(chosen))
    for number in range(instants):
        if number % 4 == 0:
            yield Kill(transaction=random.randint(1, transactions))
        else:
            yield Kill(seconds=random.uniform(0, seconds))


def differences(calm: Outcome, kills: Sequence[Kill], outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A line for everything that is not as after the undisturbed night."""
    for kill, outcome in zip(kills, outcomes, strict=True):
        if outcome.facts.warehouse != calm.facts.warehouse:
            yield f"{kill}: another warehouse"
        if outcome.facts.files != calm.facts.files and not outcome.facts.unsaid:  # the pages say what was not sent
            yield f"{kill}: other pages or documents"
        yield from (f"{kill}: {sentence}" for sentence in outcome.facts.wrong)


if __name__ == "__main__":
    sys.exit(main())
