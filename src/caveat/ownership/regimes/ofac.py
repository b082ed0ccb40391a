"""OFAC's 50 Percent Rule.

*Revised Guidance on Entities Owned by Persons Whose Property and Interests in Property Are
Blocked*, 13 August 2014: an entity owned 50 percent or more, directly or indirectly, in the
aggregate, by one or more blocked persons is itself blocked. Until then the guidance of
14 February 2008 spoke of one blocked person at a time.

- Indirectly: through entities that are themselves owned 50 percent or more (FAQ 401). Shares
  cascade; they are not multiplied.
- Blocked persons of different programmes add up (FAQ 399).
- Ownership, not control: who is controlled is not blocked by the rule, but OFAC urges caution
  (FAQ 398), and where a blocked person signs or negotiates (FAQ 398, 400).
- A share that a blocked person gave up may still be blocked property (FAQ 402).
- The directives of Executive Order 13662 reach entities owned 50 percent or more, in the
  aggregate, by persons subject to that directive (FAQ 373): each directive by itself, and apart
  from blocking.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caveat.ownership.regimes.rule import (
    CONTROL,
    SHARES,
    UNCLEAR,
    VOTES,
    Measure,
    Regime,
    Rule,
    Starts,
)

_PUBLISHERS = ("Foreign Assets Control", "OFAC")

_TOGETHER = Rule(
    measures=(Measure("shares", SHARES, UNCLEAR),),
    warned=CONTROL | VOTES,
    source="OFAC, Revised Guidance on Entities Owned by Persons Whose Property and Interests in "
    "Property Are Blocked, 13 August 2014; FAQs 398 to 402",
    url="https://ofac.treasury.gov/faqs/topic/1521",
)
_ALONE = replace(
    _TOGETHER,
    measures=(replace(_TOGETHER.measures[0], adding="person"),),
    source="OFAC, Guidance on Entities Owned by Persons Whose Property and Interests in Property "
    "Are Blocked, 14 February 2008",
)

OFAC = Regime(
    name="ofac",
    title="OFAC 50 Percent Rule",
    rules=((None, _ALONE), (date(2014, 8, 13), _TOGETHER)),
    cautions=(
        "The rule speaks of ownership only. OFAC urges caution where blocked persons control a "
        "party, hold a significant share of it, or sign or negotiate for it (FAQ 398, 400).",
    ),
    sold="Property that was blocked then stays blocked unless it was sold outside the reach of US "
    "law or under a licence (FAQ 402).",
    starts=Starts(frozenset({"ofac-sdn"}), _PUBLISHERS, ("block", "SDN", "Specially Designated")),
)

DIRECTIVES = tuple(
    Regime(
        name=f"ofac-ssi-{number}",
        title=f"OFAC sectoral sanctions, Directive {number} under E.O. 13662",
        rules=((None, replace(_TOGETHER, source=f"Directive {number} under Executive Order 13662; "
                              "OFAC FAQ 373",
                              url="https://ofac.treasury.gov/faqs/373")),),
        cautions=(
            "A party found here is not blocked: the directive's prohibitions apply to it.",
        ),
        starts=Starts(
            frozenset({"ofac-cons"}), _PUBLISHERS, (f"Directive {number}",), always=True,
            unless=("14024",),
        ),
    )
    for number in (1, 2, 3, 4)
)  # fmt: skip
"""The sectoral tests; Directives 1 to 3 bear upon debt and equity, 4 upon oil projects."""
