"""How a question under ``/v1`` is to be answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from caveat.api.edition import Held
from caveat.api.service import Asked, AsOf, KnownAt
from caveat.errors import UnknownSource
from caveat.screening.question import Terms


@dataclass(frozen=True, slots=True)
class Said:
    """The terms, as the client said them."""

    as_of: str | None
    known_at: str | None
    sources: Sequence[str]
    threshold: float | None
    limit: int | None
    max_age: int | None
    strict: bool
    ownership: bool
    receipt: bool = False

    def terms(self, held: Held) -> Terms:
        """The same, for a library.

        Raises:
            BadInput: a day is none.
            UnknownSource: the library has no such list.
        """
        known_list(held, self.sources)
        return held.library.terms(
            as_of=self.as_of,
            known_at=self.known_at,
            sources=list(self.sources) or None,
            threshold=self.threshold,
            limit=self.limit,
            max_age=self.max_age,
            strict=self.strict,
            ownership=self.ownership,
        )


def known_list(held: Held, names: Sequence[str]) -> None:
    """Refuse lists that the library does not have.

    Raises:
        UnknownSource: there is one among them.
    """
    known = held.library.edition.sources
    for name in names:
        if name not in known:
            raise UnknownSource(
                f"There is no list {name!r} in the library. It has: {', '.join(known)}."
            )


async def _said(
    service: Asked,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    source: Annotated[
        list[str], Query(description="Only this list; may be repeated.", max_length=100)
    ] = [],
    threshold: Annotated[
        float | None, Query(ge=0, le=1, description="The least score of a hit; 0.8 if not said.")
    ] = None,
    limit: Annotated[
        int | None, Query(ge=1, le=1000, description="The most hits; 10 if not said.")
    ] = None,
    max_age: Annotated[
        int | None,
        Query(ge=0, le=100_000, description="Days after which a list is stale; 7 if not said."),
    ] = None,
    strict: Annotated[
        bool, Query(description="Give no answer from stale or missing lists.")
    ] = False,
    ownership: Annotated[
        bool, Query(description="Look for parties that are blocked only by ownership, too.")
    ] = True,
    receipt: Annotated[
        bool,
        Query(description="Add a receipt, which caveat replay answers again, years later."),
    ] = False,
) -> Said:
    return Said(
        as_of, known_at, source, threshold, limit, max_age,
        strict or service.settings.strict, ownership, receipt,
    )  # fmt: skip


TermsSaid = Annotated[Said, Depends(_said)]
"""The terms, as an endpoint takes them."""
