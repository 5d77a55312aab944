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

from tests.chaos.adversity import adversities
from tests.chaos.flow import killed_flows
from tests.chaos.memory import remember
from tests.chaos.scenes import NAMES, Scene, scenes
from tests.chaos.trial import Kill, Outcome, measure, run


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line a scene; exit code 1 where a night differs, something was said twice or was left behind."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--kills", type=int, default=200, help="at random instants, over all scenes")
    parser.add_argument("--boundaries", type=int, default=1000, help="between steps of each scene, at most")
    parser.add_argument("--scenes", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--steps", nargs="*", type=int, default=(1, 5, 8), help="after which the rest befalls a night")
    parser.add_argument("--flows", type=int, default=5, help="kills of the real Prefect flow, each second night")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    broken = 0
    with TemporaryDirectory() as folder, ExitStack() as stack:
        remember(Path(folder) / "checks")
        for number, scene in enumerate(scenes(Path(folder), asked.scenes, stack)):
            share = asked.kills // len(asked.scenes) + (number < asked.kills % len(asked.scenes))
            random = Random(f"{asked.seed} {scene.name}")
            calm = run(scene.stage, scene.on, Path(folder) / "calm")
            broken += torment(scene, Path(folder), calm, plan(scene, Path(folder), asked.boundaries, share, random))
            broken += beset(scene, Path(folder), calm, asked.steps)
            broken += kill_flows(scene, Path(folder), calm, asked.flows, random) if scene.night == 2 else 0
    return 1 if broken else 0


def torment(scene: Scene, folder: Path, calm: Outcome, planned: Iterator[Kill]) -> int:
    """All kills of one scene; gives how many things are not as after the undisturbed night."""
    start = time.perf_counter()
    kills = list(planned)
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


def beset(scene: Scene, folder: Path, calm: Outcome, steps: Sequence[int]) -> int:
    """All that can befall a night of the scene; gives how many things are not as after the undisturbed one."""
    start = time.perf_counter()
    wrong = list(adversities(scene.stage, scene.on, folder / "beset", calm.facts, steps))
    print(*wrong, sep="\n", end="\n" if wrong else "")
    kinds = "inbox, database, two at once" if scene.stage.database else "inbox, lock, disk, two at once"
    print(f"{scene.name}: {kinds}: {len(wrong)} wrong; {time.perf_counter() - start:.0f} s", flush=True)
    return len(wrong)


def kill_flows(scene: Scene, folder: Path, calm: Outcome, kills: int, random: Random) -> int:
    """The same by Prefect; gives how many things are not as after the undisturbed night."""
    if not kills:
        return 0
    start = time.perf_counter()
    wrong = list(killed_flows(scene.stage, scene.on, folder / "flow", calm.facts, kills, random))
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(
        f"{scene.name}: {kills} kills of the flow, {len(wrong)} wrong; {time.perf_counter() - start:.0f} s", flush=True
    )
    return len(wrong)


def plan(scene: Scene, folder: Path, most: int, instants: int, random: Random) -> Iterator[Kill]:
    """Every boundary (or so many of them), then instants: a quarter at transactions, the others by the clock."""
    boundaries, transactions, seconds = measure(scene.stage, scene.on, folder / "measure")
    chosen = random.sample(range(boundaries), min(most, boundaries))
    yield from (Kill(boundary=number + 1) for number in sorted(chosen))
    for number in range(instants):
        if number % 4 == 0:
            yield Kill(transaction=random.randint(1, transactions))
        else:
            yield Kill(seconds=random.uniform(0, seconds), readers=number % 4 == 1)


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
