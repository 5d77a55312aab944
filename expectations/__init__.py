"""The rule catalogue as data, and what Great Expectations makes of it; importing this imports no Great Expectations."""

from expectations.catalogue import Catalogue, CatalogueError, Claim, Equation, Outcome, Rule, Text, catalogue
from expectations.identities import Identity, identities

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Claim",
    "Equation",
    "Identity",
    "Outcome",
    "Rule",
    "Text",
    "catalogue",
    "identities",
]
