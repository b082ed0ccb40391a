"""What somebody was on the document's day and is on the other, in one sentence.

Lists forbid different things. What a designation forbids is told from the publisher's own words,
else from its programme, else from the list that it stands on; the first rule that fits counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from caveat.party import Designation
from caveat.screening.answer import Screening
from caveat.screening.documents.reading import Found

Measure = Literal["blocked", "sectoral", "export", "travel", "other"]

_RULES: tuple[tuple[Measure, str, str], ...] = (
    # what is forbidden; a pattern for the measures; one for the list and programme
    ("sectoral", r"13662 directive|^directive \d|sectoral", r"^ofac-cons |eo13662|^us-csl "),
    ("blocked", r"block\w* (?:of )?property|asset freeze|freez|dealings prohibition", r""),
    ("export", r"\bEAR\b|presumption of denial|export|arms embargo", r""),
    ("travel", r"travel ban|entry|admission", r""),
    ("blocked", r"", r"^(?:ofac-sdn|un-sc|eu-fsf|uk-sl|uk-ofsi|ca-sema) "),
    ("export", r"", r"entity list|denied persons|unverified|military end|debarred|\(EL\)"),
    ("sectoral", r"", r"sectoral|\bssi\b|directive"),
    ("blocked", r"", r"sdgt|sdn|-eo\d{5}|npwmd|ifsr|irgc|glomag|cyber|dprk|tco"),
)  # fmt: skip
"""Sources: 31 CFR 589 (Directives 1 to 4 under E.O. 13662), Reg. (EU) 269/2014 art. 2, The Russia
(Sanctions) (EU Exit) Regulations 2019, SOR/2014-58 (dealings prohibition), UNSCR 1267 and later,
15 CFR 744 (Entity List). The list of OFAC's that are no SDN has sectoral programmes, too."""

_WORDS: dict[Measure, str] = {
    "blocked": "blocked",
    "sectoral": "under sectoral restrictions",
    "export": "under export controls",
    "travel": "under a travel ban",
    "other": "listed",
}
_ORDER: tuple[Measure, ...] = ("blocked", "sectoral", "export", "travel", "other")


def measure(designation: Designation) -> Measure:
    """What a designation forbids.

    A designation under a sectoral programme that the publisher says is blocked, too, is blocked.
    """
    said = designation.measures
    where = f"{designation.source} {designation.programme}"
    blocked = any(re.search(_RULES[1][1], text, re.IGNORECASE) for text in said)
    for kind, words, place in _RULES:
        if kind == "sectoral" and blocked:
            continue
        if words and not any(re.search(words, text, re.IGNORECASE) for text in said):
            continue
        if place and not re.search(place, where, re.IGNORECASE):
            continue
        return kind
    return "other"


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody was on one day.

    Attributes:
        day: the day.
        measures: what was certainly in force, the gravest first.
        words: the same in words, with who said so and since when.
    """

    day: date
    measures: tuple[Measure, ...]
    words: str


def standing_on(screening: Screening) -> Standing:
    """What the party of a screening was on its day."""
    day = screening.as_of
    designations = [d for hit in screening.hits for d in hit.designations]
    sure = [d for d in designations if d.status == "listed"]
    kinds = {measure(d) for d in sure}
    known = tuple(kind for kind in _ORDER if kind in kinds)
    if known:
        first = known[0]
        only = " only" if first in ("sectoral", "export", "travel") and len(known) == 1 else ""
        parts = [
            f"{_WORDS[kind]}{only} ({_whence([d for d in sure if measure(d) == kind])})"
            for kind in known[:2]
        ]
        return Standing(day, known, " and ".join(parts))
    if any(hit.status == "blocked" for hit in screening.owned):
        tests = dict.fromkeys(
            one.title for hit in screening.owned for one in hit.exposures if one.blocked
        )
        return Standing(day, ("blocked",), f"blocked by ownership ({', '.join(tests)})")
    doubted = [d for d in designations if d.status == "possible"]
    if doubted:
        kinds = {measure(d) for d in doubted}
        what = next(kind for kind in _ORDER if kind in kinds)
        some = [d for d in doubted if measure(d) == what]
        return Standing(
            day, (), f"perhaps {_WORDS[what]}: the data cannot tell ({_whence(some, False)})"
        )
    if screening.owned:
        return Standing(day, (), "perhaps blocked by ownership: the data cannot tell")
    return Standing(day, (), "on no list")


def standing(found: Found) -> str:
    """What somebody was on the document's day and is on the other, in one sentence.

    Args:
        found: as a reading has it.

    Returns:
        ``On 2018-02-28 under sectoral restrictions only (...); on 2026-11-24 blocked (...).``
    """
    now = standing_on(found.now)
    if found.then is None:
        return f"On {now.day} {now.words}."
    then = standing_on(found.then)
    if then.day == now.day:
        return f"On {now.day} {now.words}."
    if then.words == now.words:
        return f"On {then.day} and on {now.day} {now.words}."
    return f"On {then.day} {then.words}; on {now.day} {now.words}."


def _whence(designations: Sequence[Designation], dated: bool = True) -> str:
    """Who says so, under which programme, and since when."""
    said: dict[str, None] = {}
    for publisher in dict.fromkeys(_short(d.publisher) for d in designations):
        own = [d for d in designations if _short(d.publisher) == publisher]
        parts = [publisher]
        sectoral = [text for d in own if measure(d) == "sectoral" for text in d.measures]
        directives = dict.fromkeys(
            found[0].capitalize()
            for text in sectoral
            if (found := re.search(r"directive \d", text, re.IGNORECASE))
        )
        parts += directives
        if dated and (since := _since(own)):
            parts.append(since)
        said[", ".join(parts)] = None
    return "; ".join(said)


def _since(designations: Iterable[Designation]) -> str:
    """Since when, by the publisher's dates; else by the oldest version at hand."""
    some = list(designations)
    days = [day for d in some if (day := d.start or d.listed)]
    if days:
        return f"since {min(days)}"
    return f"on its list by {min(d.first_seen for d in some)}" if some else ""


_SHORT = {
    "Office of Foreign Assets Control": "OFAC",
    "European": "EU",
    "Foreign, Commonwealth": "UK",
    "Financial Sanctions Implementation": "UK OFSI",
    "United Nations": "UN",
    "Global Affairs Canada": "Canada",
    "Bureau of Industry": "BIS",
    "Treasury Department": "OFAC",
}
"""Publishers, as a sentence calls them."""


def _short(publisher: str) -> str:
    """A publisher's name, short."""
    return next((short for name, short in _SHORT.items() if name in publisher), publisher)
