"""Caveat: is a listed party in this, how do we know, and what was known when?

The public names, and nothing else. Rooms are imported when they are first used, so that a
question does not pay for the parsers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caveat.errors import (
        BadInput,
        CannotAnswer,
        CaveatError,
        ListRefused,
        NoList,
        NotYetKnown,
        StaleList,
        UnknownParty,
    )
    from caveat.match.compare import Comparison, compare
    from caveat.match.evidence import Evidence
    from caveat.ownership.reasons import Exposure
    from caveat.party import DatedStatement, Designation, Party, Statement
    from caveat.screening.answer import Hit, ListUsed, Screening
    from caveat.screening.library import Library
    from caveat.screening.question import Terms
    from caveat.subject import Subject

__version__ = "0.1.0"

_ROOMS = {
    "BadInput": "errors",
    "CannotAnswer": "errors",
    "CaveatError": "errors",
    "Comparison": "match.compare",
    "DatedStatement": "party",
    "Designation": "party",
    "Evidence": "match.evidence",
    "Exposure": "ownership.reasons",
    "Hit": "screening.answer",
    "Library": "screening.library",
    "ListRefused": "errors",
    "ListUsed": "screening.answer",
    "NoList": "errors",
    "NotYetKnown": "errors",
    "Party": "party",
    "Screening": "screening.answer",
    "StaleList": "errors",
    "Statement": "party",
    "Subject": "subject",
    "Terms": "screening.question",
    "UnknownParty": "errors",
    "compare": "match.compare",
}

__all__ = [
    "BadInput",
    "CannotAnswer",
    "CaveatError",
    "Comparison",
    "DatedStatement",
    "Designation",
    "Evidence",
    "Exposure",
    "Hit",
    "Library",
    "ListRefused",
    "ListUsed",
    "NoList",
    "NotYetKnown",
    "Party",
    "Screening",
    "StaleList",
    "Statement",
    "Subject",
    "Terms",
    "UnknownParty",
    "compare",
]


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'caveat' has no attribute {name!r}")
    return getattr(import_module(f"caveat.{_ROOMS[name]}"), name)
