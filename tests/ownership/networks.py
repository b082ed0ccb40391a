"""Small networks for tests: by hand, and at random."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from caveat.ownership.build import build
from caveat.ownership.listed import Listed
from caveat.ownership.network import Network
from caveat.stake import INTERESTS, WHOLE, Interest, Stake

TODAY = date(2026, 11, 24)


def stake(
    owner: str,
    owned: str,
    least: float | str | None = None,
    most: float | str | None = None,
    kind: Interest = "shares",
    direct: bool = True,
    start: str | None = None,
    end: str | None = None,
    source: str = "",
) -> Stake:
    """A stake, its shares in percent; unknown if no share is given."""
    from decimal import Decimal

    def billionths(share: float | str) -> int:
        return int(Decimal(str(share)) / 100 * WHOLE)

    low = 0 if least is None else billionths(least)
    high = WHOLE if least is None else billionths(least if most is None else most)
    return Stake(owner, owned, kind, low, high, direct, start, end, source)


def listed(
    network: Network,
    certain: Sequence[str] | str,
    possible: Sequence[str] = (),
    joint: Sequence[Sequence[str]] = (),
) -> Listed:
    """The listed parties by their ids; those that no stake names are left out."""

    def numbers(ids: Sequence[str]) -> frozenset[int]:
        return frozenset(n for id in ids if (n := network.number(id)) is not None)

    return Listed(numbers(certain), numbers(possible), [numbers(ids) for ids in joint])


def network(*stakes: Stake) -> Network:
    """A network of stakes whose parties nobody describes."""
    return build((), stakes)


PARTIES = "abcdefg"
DAY = date(2018, 2, 15)
_DATES = st.sampled_from(
    [None, None, None, "2010", "2018", "2018-02", "2018-02-15", "2018-02-16", "2019"]
)
_SHARES = st.sampled_from(
    [0, 1, WHOLE // 10, 166_600_000, 166_700_000, WHOLE // 4, WHOLE // 3, 499_950_000,
     WHOLE // 2 - 1, WHOLE // 2, WHOLE // 2 + 1, 600_000_000, WHOLE]
)  # fmt: skip


@st.composite
def stakes(draw: st.DrawFn, exact: bool = False, parties: str = PARTIES) -> list[Stake]:
    """Stakes between a few parties, with cycles; ``exact`` ones have one share and no dates."""
    found = []
    mostly: Interest = draw(st.sampled_from(("shares", "shares", "voting rights")))
    for _ in range(draw(st.integers(1, 10))):
        owner, owned = draw(st.permutations(parties))[:2]
        least = draw(_SHARES)
        if exact:
            found.append(Stake(owner, owned, "shares", least, least))
            continue
        most = max(least, draw(_SHARES)) if draw(st.booleans()) else least
        kind: Interest = draw(st.sampled_from((mostly,) * 8 + INTERESTS))
        start, end = draw(_DATES), draw(_DATES)
        if start and end and end < start:
            start, end = end, start
        found.append(
            Stake(owner, owned, kind, least, most, draw(st.sampled_from((True, True, True, False))),
                  start, end, draw(st.sampled_from(("", "", "register"))))
        )  # fmt: skip
    return list({repr(one): one for one in found}.values())
