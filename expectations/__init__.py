"""The rule catalogue as data, and what Great Expectations makes of it; importing this imports no Great Expectations."""

from expectations.catalogue import FRAMES, Catalogue, CatalogueError, Claim, Outcome, Rule, Text, assembled, catalogue
from expectations.conditions import Equation, Parameter
from expectations.identities import Identity, identities

__all__ = [
    "FRAMES",
    "Catalogue",
    "CatalogueError",
    "Claim",
    "Equation",
    "Identity",
    "Outcome",
    "Parameter",
    "Rule",
    "Text",
    "assembled",
    "catalogue",
    "identities",
]
