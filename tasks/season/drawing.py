"""The state machine as a picture and a table for docs/season.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tasks.season.machine import START, StateWord, states

PAGE = Path(__file__).parents[2] / "docs" / "season.md"
BEGIN, END = "<!-- states: begin -->", "<!-- states: end -->"
_HEAD = ("状态 / State", "代码", "从哪里来", "谁", "为何 / Why")


def diagram() -> str:
    """The machine as a Mermaid state diagram, an arrow a step."""
    names = [f"    {state.code}: {state.zh}" for state in states().values()]
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, *_arrows(), "```"])


def _arrows() -> Iterator[str]:
    for state in states().values():
        for source in state.sources:
            yield f"    {'[*]' if source == START else source} --> {state.code}"


def table() -> str:
    """Every state with its sources, a row a state."""
    rows = [_HEAD, ("---",) * len(_HEAD), *map(_row, states().values())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(state: StateWord) -> tuple[str, ...]:
    words = {START: "开始"} | {code: other.zh for code, other in states().items()}
    sources = "、".join(words[source] for source in state.sources)
    return (
        f"{state.zh}<br>{state.en}",
        f"`{state.code}`",
        sources,
        state.by["zh"],
        f"{state.why['zh']}<br>{state.why['en']}",
    )


def refreshed(text: str) -> str:
    """The page with picture and table made anew; ValueError when the marks are not there once each."""
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise ValueError(f"docs/season.md 里应恰有一对标记：{BEGIN} 与 {END}")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{diagram()}\n\n{table()}\n{END}{after}"
