"""The season as a state machine: which states an agency can be in, and which step may follow which."""

from tasks.season.drawing import diagram, table
from tasks.season.machine import COUNTED, START, StateWord, TransitionError, check_step, onward, states, word

__all__ = [
    "COUNTED",
    "START",
    "StateWord",
    "TransitionError",
    "check_step",
    "diagram",
    "onward",
    "states",
    "table",
    "word",
]
