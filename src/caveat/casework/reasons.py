"""Why an alert is closed: the codes of each outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from caveat.casework.models import CLOSED
from caveat.errors import BadInput

REASONS: Mapping[str, Sequence[str]] = {
    "true match": ("same identifier", "same person", "same organization", "same vessel",
                   "blocked by ownership", "other"),
    "false match": ("other birth date", "other country", "other identifier", "other name",
                    "other type", "other gender", "other person", "other"),
    "inconclusive": ("too little known", "customer does not answer", "customer left", "other"),
}  # fmt: skip
"""Outcome -> the codes of its reasons; ``other`` needs a text."""


def check(outcome: str, reason: str, text: str) -> None:
    """See that an outcome and its reason are such.

    Raises:
        BadInput: they are not, or a reason that says nothing has no text.
    """
    if outcome not in CLOSED:
        raise BadInput(f"{outcome!r} is no outcome. Use one of {', '.join(CLOSED)}.")
    if reason not in REASONS[outcome]:
        raise BadInput(
            f"{reason!r} is no reason for {outcome}. Use one of {', '.join(REASONS[outcome])}."
        )
    if reason == "other" and not text.strip():
        raise BadInput("The reason other says nothing by itself. Say in a text why.")
