"""The United Kingdom's test of ownership and control.

Sanctions and Anti-Money Laundering Act 2018; *The Russia (Sanctions) (EU Exit) Regulations 2019*
(S.I. 2019/855), regulation 7 and Schedule 1, and the like regulations of other regimes: a person
is owned or controlled by a designated person (P) if P holds, directly or indirectly,

- more than 50 percent of the shares or of the voting rights, or the right to appoint or remove
  most of the board (condition 1), or
- it is reasonable to expect that P could have its affairs conducted as P wishes (condition 2).

Holdings of different designated persons are not simply added up, unless they are under a joint
arrangement or one controls the other's rights (Schedule 1, paragraphs 2, 3 and 11; OFSI,
*UK financial sanctions general guidance*, 4.1.4, 23 March 2022). What P's own majority-held
companies hold is P's. Joint arrangements are data: say who acts together.

The regulations came into force on 31 December 2020; before, the law of the Union applied.
"""

from __future__ import annotations

from datetime import date

from caveat.ownership.regimes.eu import UNTIL_2024
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

UK = Regime(
    name="uk",
    title="United Kingdom, ownership and control",
    rules=(
        (None, UNTIL_2024),
        (
            date(2020, 12, 31),
            Rule(
                measures=(
                    Measure("shares", SHARES, UNCLEAR, or_more=False, adding="person"),
                    Measure("voting rights", VOTES, UNCLEAR, or_more=False, adding="person"),
                ),
                control=CONTROL,
                may_control=UNCLEAR,
                source="The Russia (Sanctions) (EU Exit) Regulations 2019, regulation 7 and "
                "Schedule 1; OFSI general guidance, ownership and control",
                url="https://www.legislation.gov.uk/uksi/2019/855/regulation/7",
            ),
        ),
    ),
    cautions=(
        "Whether a designated person could have a party's affairs conducted as they wish is a "
        "question of fact that stakes alone do not answer (regulation 7(4)).",
    ),
    sold="A sale made to get round the measures does not count; see who stands behind the buyer.",
    starts=Starts(
        frozenset({"uk-sl", "uk-ofsi"}),
        (
            "UK Foreign",
            "Foreign, Commonwealth",
            "HM Treasury",
            "Financial Sanctions Implementation",
        ),
        ("freeze",),
    ),
)
