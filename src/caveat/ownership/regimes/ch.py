"""Switzerland's test of ownership and control.

Ordinance on Measures in Connection with the Situation in Ukraine (SR 946.231.176.72), article 15;
SECO's guidance on it, first said on 16 May 2024 and so in the version of 27 August 2024:
ownership is *more than* 50 percent, the holdings of several listed persons are added up, and any
of the Union's criteria of control is enough. SECO follows the Union's shape, but had not followed
its step to "50 percent or more" of July 2024 in the last version that we could read.
"""

from __future__ import annotations

from dataclasses import replace

from caveat.ownership.regimes.eu import UNTIL_2024
from caveat.ownership.regimes.rule import Regime, Starts

CH = Regime(
    name="ch",
    title="Switzerland, ownership and control",
    rules=(
        (
            None,
            replace(
                UNTIL_2024,
                source="Ordinance of 4 March 2022 on Measures in Connection with the Situation in "
                "Ukraine, art. 15; SECO, Auslegungshilfe, 27 August 2024",
                url="https://www.seco.admin.ch/",
            ),
        ),
    ),
    cautions=(
        "The presumption that an owned or controlled party's assets are the listed party's can "
        "be rebutted case by case.",
        "SECO's wording was read in its version of 27 August 2024; check whether a later one says "
        "50 percent or more.",
    ),
    sold="A sale made to get round the measures does not count; see who stands behind the buyer.",
    starts=Starts(
        frozenset({"ch-seco"}), ("State Secretariat for Economic Affairs", "SECO"), ("freeze",)
    ),
)
