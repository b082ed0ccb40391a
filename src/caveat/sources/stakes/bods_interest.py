"""Interests of the Beneficial Ownership Data Standard -> kinds and shares.

Codes: https://standard.openownership.org/en/0.4.0/standard/reference.html#interesttype, and the
same with dashes before 0.4. The bounds of a share are numbers; before 0.4 ``exclusiveMinimum`` and
``exclusiveMaximum`` only say whether ``minimum`` and ``maximum`` are themselves left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from caveat.errors import BadShare
from caveat.sources.reading import Reading
from caveat.sources.stakes.check import read_day
from caveat.sources.stakes.share import UNKNOWN, Share, between, exactly
from caveat.stake import WHOLE, Fault
from caveat.stake import Interest as Kind

_KINDS: dict[str, Kind] = {
    "shareholding": "shares",
    "rightstosurplusassetsondissolution": "shares",
    "votingrights": "voting rights",
    "appointmentofboard": "board",
    "nominee": "nominee",
    "nominator": "nominee",
    **dict.fromkeys(
        (
            "settlor",
            "settloroftrust",
            "trustee",
            "trusteeoftrust",
            "protector",
            "protectoroftrust",
            "beneficiaryoflegalarrangement",
            "beneficiaryoftrust",
            "otherinfluenceorcontroloftrust",
        ),
        "trust",
    ),
    **dict.fromkeys(
        (
            "influenceorcontrol",
            "otherinfluenceorcontrol",
            "seniormanagingofficial",
            "controlviacompanyrulesorarticles",
            "controlbylegalframework",
            "boardchair",
        ),
        "control",
    ),
    **dict.fromkeys(
        (
            "boardmember",
            "rightsgrantedbycontract",
            "conditionalrightsgrantedbycontract",
            "rightstoprofitorincome",
            "righttoprofitorincomefromassets",
            "enjoymentanduseofassets",
            "unknowninterest",
            "unpublishedinterest",
        ),
        "unknown",
    ),
}
_SEATS = {"boardmember", "boardchair", "seniormanagingofficial"}
"""Offices: they carry no share."""


class Interest(NamedTuple):
    """One interest of a statement."""

    kind: Kind
    share: Share
    direct: bool
    start: str | None
    end: str | None


def read_interests(
    said: Any, origin: str, reading: Reading, faults: list[Fault]
) -> tuple[Interest, ...]:
    """The interests of a statement; one of an unknown kind if it tells none.

    >>> read_interests([{"type": "shareholding", "share": {"exact": 50}}], "", Reading(), [])
    (Interest(kind='shares', share=Share(least=500000000, most=500000000), direct=True, \
start=None, end=None),)
    """
    rows = said if isinstance(said, list) and said else [{}]
    return tuple(_interest(one, origin, reading, faults) for one in rows if isinstance(one, dict))


def _interest(
    said: Mapping[str, Any], origin: str, reading: Reading, faults: list[Fault]
) -> Interest:
    code = str(said.get("type") or said.get("interestType") or "")
    plain = re.sub(r"[^a-z]", "", code.lower())
    if code and plain not in _KINDS:
        reading.unknown[f"interest type {code}"] += 1
    share = _share(said.get("share"), origin, faults)
    if plain in _SEATS and share == UNKNOWN:
        share = Share(0, 0)
    return Interest(
        _KINDS.get(plain, "unknown"),
        share,
        (said.get("directOrIndirect") or said.get("interestLevel")) != "indirect",
        read_day(str(said.get("startDate") or ""), "The start", origin, faults),
        read_day(str(said.get("endDate") or ""), "The end", origin, faults),
    )


def _share(said: Any, origin: str, faults: list[Fault]) -> Share:
    if not isinstance(said, dict) or not said:
        return UNKNOWN
    try:
        if said.get("exact") is not None:
            return _checked(exactly(_number(said["exact"])), said)
        least, above = _bound(said, "minimum", "exclusiveMinimum")
        most, below = _bound(said, "maximum", "exclusiveMaximum")
        return between(least, most, above=above, below=below)
    except BadShare as error:
        faults.append(Fault(origin, f"{error} The share is taken as unknown."))
        return UNKNOWN


def _bound(said: Mapping[str, Any], plain: str, open_: str) -> tuple[Fraction | None, bool]:
    """A bound, and whether it is itself left out."""
    value, other = said.get(plain), said.get(open_)
    if other is not None and not isinstance(other, bool):
        return _number(other), True
    return (None, False) if value is None else (_number(value), bool(other))


def _checked(share: Share, said: Sequence[str] | Mapping[str, Any]) -> Share:
    if not 0 <= share.least <= share.most <= WHOLE:
        raise BadShare(f"{said} is not between 0 and 100 percent.")
    return share


def _number(value: Any) -> Fraction:
    """Percent, as exact as it is printed."""
    try:
        return Fraction(str(value).replace(",", "."))
    except (ValueError, ZeroDivisionError):
        raise BadShare(f"{value!r} is no share.") from None
