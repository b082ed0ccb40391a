"""A network out of stakes as objects; what is wrong with one is said, and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from caveat.errors import BadDate
from caveat.ownership.network import ALWAYS, COLUMNS, NEVER, Network, of_arrays
from caveat.ownership.points import percent
from caveat.stake import INTERESTS, WHOLE, Fault, Holder, Stake
from caveat.subject import TYPES
from caveat.time import span

_PERSON = TYPES.index("person")


def build(holders: Iterable[Holder], stakes: Iterable[Stake]) -> Network:
    """A network of stakes; what is wrong with a stake becomes a fault, and the rest goes on.

    >>> network = build([], [Stake("x", "a", least=WHOLE // 2, most=WHOLE // 2)])
    >>> network.stakes, network.number("a")
    (1, 0)

    Args:
        holders: the parties, where the source describes them; may be empty.
        stakes: in any order.
    """
    faults: list[Fault] = []
    names: dict[str, str] = {}
    types: dict[str, int] = {}
    for holder in holders:
        names[holder.id] = holder.name or holder.id
        types[holder.id] = TYPES.index(holder.type)
    described = bool(names)
    seen: dict[tuple[object, ...], str] = {}
    rows: list[tuple[Any, ...]] = []
    origins: list[str] = []
    sources: dict[str, int] = {}
    for stake in stakes:
        where = f"{stake.source} {stake.origin}".strip() or f"{stake.owner} in {stake.owned}"
        if types.get(stake.owned) == _PERSON:
            if stake.kind in ("shares", "voting rights", "board"):  # others are ties of persons
                said = f"{stake.owned!r} is a person, of whom nobody owns a share: it is left out."
                faults.append(Fault(where, said))
            continue
        sound = _sound(stake, where, faults)
        if sound is None:
            continue
        same = (stake.owner, stake.owned, stake.kind, *sound, stake.direct, stake.source)
        if same in seen:
            faults.append(Fault(where, f"The same as {seen[same]}: it is counted once."))
            continue
        seen[same] = where
        for id in (stake.owner, stake.owned):
            if id not in names:
                names[id] = id
                if described:
                    faults.append(
                        Fault(where, f"{id!r} is described nowhere: it is known by its id alone.")
                    )
        least, most, (start, start_last), (end, end_last) = sound
        rows.append(
            (
                stake.owner, stake.owned, INTERESTS.index(stake.kind),
                sources.setdefault(stake.source, len(sources)),
                stake.direct, least, most, start, start_last, end, end_last,
            )
        )  # fmt: skip
        origins.append(stake.origin)
    ids = sorted(names)
    number = {id: place for place, id in enumerate(ids)}
    numbered = [(number[row[0]], number[row[1]], *row[2:]) for row in rows]
    columns = list(zip(*numbered, strict=True)) or [()] * len(COLUMNS)
    arrays: dict[str, npt.NDArray[Any]] = {
        name: np.array(column, type)
        for (name, type), column in zip(COLUMNS.items(), columns, strict=True)
    }
    return of_arrays(
        ids,
        [names[id] for id in ids],
        tuple(sources),
        origins,
        tuple(faults),
        types=np.array([types.get(id, 0) for id in ids], np.int8),
        **arrays,
    )


def _sound(
    stake: Stake, where: str, faults: list[Fault]
) -> tuple[int, int, tuple[int, int], tuple[int, int]] | None:
    """Shares and days of a stake that can be computed with; None if it is left out."""

    def fault(reason: str) -> None:
        faults.append(Fault(where, reason))

    if not stake.owner or not stake.owned:
        fault("It does not say who owns, or who is owned: it is left out.")
        return None
    if stake.owner == stake.owned:
        fault(f"{stake.owner!r} is said to own a share of itself: it is left out.")
        return None
    least, most = stake.least, stake.most
    if least > most:
        fault(f"It goes from {percent(least)} down to {percent(most)}: the ends are swapped.")
        least, most = most, least
    if least < 0 or most < 0:
        fault("A share is negative: it is taken as nothing.")
        least, most = max(least, 0), max(most, 0)
    if most > WHOLE:
        fault(f"A share of {percent(most)} is more than the whole: it is taken as 100 %.")
        least, most = min(least, WHOLE), WHOLE
    start, end = (_days(text, open, fault) for text, open in
                  ((stake.start, ALWAYS), (stake.end, NEVER)))  # fmt: skip
    if end[1] < start[0]:
        fault(f"It ends on {stake.end}, before it begins on {stake.start}: it is left out.")
        return None
    return least, most, start, end


def _days(text: str | None, open: tuple[int, int], fault: Callable[[str], None]) -> tuple[int, int]:
    if not text:
        return open
    try:
        days = span(text)
    except BadDate:
        fault(f"{text!r} is no date: it is taken as not told.")
        return open
    return days.first.toordinal(), days.last.toordinal()
