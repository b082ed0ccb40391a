"""What a FollowTheMoney link between two parties says: kind, share, days, and which way.

The same for a file of entities and for the links that official lists state: in both the words are
a publisher's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from caveat.errors import BadShare
from caveat.sources.stakes.check import read_day
from caveat.sources.stakes.interest import read_interest
from caveat.sources.stakes.share import UNKNOWN, Share, read_share
from caveat.stake import Fault, Interest

ENDS = {
    "Ownership": ("owner", "asset"),
    "Directorship": ("director", "organization"),
    "UnknownLink": ("subject", "object"),
}
"""Schema -> the properties of its two ends, the one that holds first."""

NONE = Share(0, 0)
"""The share of a link that is none: an office, a service, support."""

_PAST = re.compile(r"\b(?:former|previous|ex-|at the time)", re.I)
_OWNED = re.compile(
    r"owned (?:or controlled )?by|owned or controlled"
    r"|(?:vessel|current|registered|beneficial) owner|parent company"
    r"|\bsubsidiary of|property (?:in the interest )?of",
    re.I,
)
_OWNS = re.compile(r"\bowner of|\bowns\b|^subsidiar(?:y|ies)$|\bparent of|shareholder", re.I)
_HEADS = re.compile(
    r"\b(?:chair\w*|president|chief|ceo|head|general director|director general|managing|sole"
    r"|leader|controls?)\b",
    re.I,
)
_SERVES = re.compile(
    r"act(?:ing|s|ed) for|on behalf|support|associate|family|spouse|relative|brother|sister|son\b"
    r"|daughter|wife|husband|father|mother|agent|employ|represent|operator|member|official"
    r"|director|advis[eo]r|supplier|client|role in",
    re.I,
)


class Tie(NamedTuple):
    """What is said of a link.

    Attributes:
        kind: what is held.
        share: as far as it is known; nothing where the link is no holding.
        direct: False where it goes through others.
        start: ISO prefix of the first day, where told.
        end: ISO prefix of the last, where told.
        turned: whether the one who holds is the second end.
    """

    kind: Interest
    share: Share
    direct: bool
    start: str | None
    end: str | None
    turned: bool = False


def read_tie(
    schema: str, said: Mapping[str, Sequence[str]], origin: str, faults: list[Fault]
) -> Tie:
    """Read a link.

    >>> read_tie("UnknownLink", {"role": ["Owned or Controlled By"]}, "", [])[:3]
    ('control', Share(least=0, most=1000000000), True)
    >>> read_tie("Directorship", {"role": ["Board member"]}, "", [])[:2]
    ('unknown', Share(least=0, most=0))

    Args:
        schema: ``Ownership``, ``Directorship`` or ``UnknownLink``.
        said: property -> values.
        origin: where it stands.
        faults: takes what cannot be read.
    """
    starts = [read_day(text, "The start", origin, faults) for text in said.get("startDate", ())]
    ends = [read_day(text, "The end", origin, faults) for text in said.get("endDate", ())]
    start = min(filter(None, starts), default=None)
    end = max(filter(None, ends), default=None)
    role = "; ".join((*said.get("role", ()), *said.get("ownershipType", ())))
    if schema == "Ownership":
        named = map(read_interest, said.get("ownershipType", ()))
        kind: Interest = next(filter(None, named), "shares")
        direct = not re.search(r"\bindirect", role, re.I)
        return Tie(kind, _share(said.get("percentage", ()), origin, faults), direct, start, end)
    if schema == "Directorship":
        office: Interest = "control" if _HEADS.search(role) else "unknown"
        return Tie(office, NONE, True, start, end)
    return _link(role, start, end)


def _link(role: str, start: str | None, end: str | None) -> Tie:
    """A link by its role. In most, the entry of the one that is held names the one that holds."""
    if _PAST.search(role):
        return Tie("unknown", NONE, True, start, end)
    if _OWNED.search(role):
        held: Interest = "control" if re.search("control", role, re.I) else "shares"
        return Tie(held, UNKNOWN, True, start, end, turned=True)
    if _OWNS.search(role):
        return Tie("shares", UNKNOWN, True, start, end)
    if _HEADS.search(role):
        return Tie("control", NONE, True, start, end)
    if _SERVES.search(role):
        return Tie("unknown", NONE, True, start, end, turned="operator" in role.lower())
    return Tie("unknown", UNKNOWN, True, start, end, turned="linked to" in role.lower())


def _share(texts: Sequence[str], origin: str, faults: list[Fault]) -> Share:
    """The widest of what several texts say."""
    found = []
    for text in texts:
        try:
            found.append(read_share(text))
        except BadShare as error:
            faults.append(Fault(origin, f"{error} The share is taken as unknown."))
            return UNKNOWN
    if not found:
        return UNKNOWN
    return Share(min(one.least for one in found), max(one.most for one in found))
