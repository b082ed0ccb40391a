"""The European Union's test of ownership and control.

Council, *EU Best Practices for the effective implementation of restrictive measures*: since the
update of 3 July 2024 (document 11623/24) ownership is "50 % or more" of the proprietary rights,
or a majority interest; before (8519/18 of 4 May 2018, and its forerunners) "more than 50 %".

- Holdings of several listed persons are added up, whether they act together or not (Commission
  opinion of 19 June 2020; Commission FAQ on Regulation (EU) No 269/2014; in the text of the Best
  Practices since 2024). We add them up on every day: the opinion interprets what the regulations
  said before.
- Control, any of: the right to appoint or remove most of the board; a majority of votes, alone;
  dominant influence, by agreement, statute or in fact; the use of the assets; unified management;
  joint and several liability. Votes are not added up: the criterion says "alone".
- The presumption that what a controlled party has belongs to the listed one can be rebutted.
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

SINCE_2024 = Rule(
    measures=(
        Measure("shares", SHARES, UNCLEAR),
        Measure("voting rights", VOTES, UNCLEAR, or_more=False, adding="none"),
    ),
    control=CONTROL,
    may_control=UNCLEAR,
    source="Council of the European Union, Update of the EU Best Practices for the effective "
    "implementation of restrictive measures, 3 July 2024, 11623/24; Commission opinion of "
    "19 June 2020",
    url="https://data.consilium.europa.eu/doc/document/ST-11623-2024-INIT/en/pdf",
)
UNTIL_2024 = replace(
    SINCE_2024,
    measures=(replace(SINCE_2024.measures[0], or_more=False), SINCE_2024.measures[1]),
    source="Council of the European Union, EU Best Practices for the effective implementation of "
    "restrictive measures, 4 May 2018, 8519/18; Commission opinion of 19 June 2020",
    url="https://data.consilium.europa.eu/doc/document/ST-8519-2018-INIT/en/pdf",
)

EU = Regime(
    name="eu",
    title="European Union, ownership and control",
    rules=((None, UNTIL_2024), (date(2024, 7, 3), SINCE_2024)),
    cautions=(
        "The presumption that an owned or controlled party's assets are the listed party's can "
        "be rebutted case by case.",
    ),
    sold="A sale made to get round the measures does not count; see who stands behind the buyer.",
    starts=Starts(
        frozenset({"eu-fsf"}),
        ("European Union", "European Commission", "Council of the European"),
        ("freeze",),
    ),
)
