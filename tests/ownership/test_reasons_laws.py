"""Laws of reasons, by brute force: chains are all the ways, remedies and facts the smallest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.ownership import reference
from tests.ownership.networks import DAY, TODAY, listed, network, stakes

from caveat.ownership.exposure import exposure
from caveat.ownership.network import Network
from caveat.ownership.reasons import Exposure, Remedy
from caveat.ownership.regimes.known import REGIMES
from caveat.ownership.regimes.rule import Regime
from caveat.stake import WHOLE, Stake

OFAC = REGIMES["ofac"]
QUARTER = WHOLE // 4
REGIME = st.sampled_from([REGIMES[name] for name in ("ofac", "eu", "uk", "ch")])
Table = Mapping[tuple[str, str], int]


@st.composite
def tables(draw: st.DrawFn) -> dict[tuple[str, str], int]:
    """A few exact stakes of quarters, never more than the whole of one party."""
    pairs = draw(
        st.lists(
            st.sampled_from([(o, p) for o in "XYABC" for p in "ABC" if o != p]),
            min_size=2, max_size=5, unique=True,
        )
    )  # fmt: skip
    table: dict[tuple[str, str], int] = {}
    for owner, owned in pairs:
        left = 4 - sum(share for (_, p), share in table.items() if p == owned) // QUARTER
        if left:
            table[owner, owned] = draw(st.integers(1, left)) * QUARTER
    return table


def of_table(table: Table) -> list[Stake]:
    return [Stake(o, p, "shares", share, share) for (o, p), share in table.items() if share]


def is_blocked(table: Table, party: str) -> bool:
    """With X, Y and the buyer N listed."""
    return party in reference.blocked(of_table(table), OFAC.rule(TODAY), TODAY, ["XYN"], True)


def answer(found: Network, party: str, starting: Sequence[str] = "XY") -> Exposure:
    number = found.number(party)
    assert number is not None
    return exposure(found, number, OFAC, TODAY, listed(found, starting))


@settings(max_examples=60)
@given(tables(), st.sampled_from("ABC"))
def test_the_divestment_frees_and_nothing_smaller_does(
    table: dict[tuple[str, str], int], party: str
) -> None:
    found = network(*of_table(table))
    assume(found.number(party) is not None)
    remedies = {one.brings: one for one in answer(found, party).remedies}
    assert ("free" in remedies) == is_blocked(table, party)
    if "free" not in remedies:
        return
    assert not is_blocked(after(table, remedies["free"]), party)
    assert remedies["free"].smallest
    for fewer in reduced(table, remedies["free"].points):
        assert is_blocked(fewer, party)


def after(table: Table, remedy: Remedy) -> dict[tuple[str, str], int]:
    """The shares after everybody did their part; the first owners give first."""
    left = dict(table)
    for step in remedy.steps:
        points = step.points
        for owner in step.owners:
            gone = min(points, left[owner, step.owned])
            left[owner, step.owned] -= gone
            points -= gone
        assert not points
    return left


def reduced(table: Table, below: int) -> Iterator[dict[tuple[str, str], int]]:
    """Every way to give up less, in quarters and a sliver: no other way is ever better."""
    options = [
        [(share - q * QUARTER - e) for q in range(share // QUARTER + 1) for e in (0, 1)
         if share - q * QUARTER - e >= 0]
        for share in table.values()
    ]  # fmt: skip
    for shares in product(*options):
        if sum(table.values()) - sum(shares) < below:
            yield dict(zip(table, shares, strict=True))


@settings(max_examples=60)
@given(tables(), st.sampled_from("ABC"))
def test_the_acquisition_blocks_and_nothing_smaller_does(
    table: dict[tuple[str, str], int], party: str
) -> None:
    found = network(*of_table(table))
    assume(found.number(party) is not None)
    remedies = {one.brings: one for one in answer(found, party).remedies}
    assert ("blocked" in remedies) != is_blocked(table, party)
    if "blocked" not in remedies:
        return
    bought = {step.owned: step.points for step in remedies["blocked"].steps}
    assert is_blocked({**table, **sold(bought)}, party)
    for points in product(range(5), repeat=3):
        if sum(points) * QUARTER < remedies["blocked"].points:
            more = {p: n * QUARTER for p, n in zip("ABC", points, strict=True)}
            assert not is_blocked({**table, **sold(more)}, party)


def sold(bought: Mapping[str, int]) -> dict[tuple[str, str], int]:
    """What a listed party that has nothing yet would hold then."""
    return {("N", party): points for party, points in bought.items()}


@settings(max_examples=150)
@given(stakes(parties="abcde"), REGIME, st.sets(st.sampled_from("abcde"), max_size=2))
def test_the_missing_facts_settle_it_either_way_and_no_fewer_do(
    held: list[Stake], regime: Regime, sure: set[str]
) -> None:
    found = network(*held)
    starting = listed(found, sorted(sure))
    for number, party in enumerate(found.ids):
        one = exposure(found, number, regime, DAY, starting)
        assert bool(one.missing) == (one.verdict == "may be blocked")
        if not one.missing:
            continue
        rule, groups = regime.rule(DAY), [{id} for id in sorted(sure)]
        rows = [found.stake(n) for n in range(found.stakes)]

        def settled(chosen: Iterable[int]) -> bool:
            low = [certain(row) for row in rows]  # noqa: B023
            high = [low[n] if n not in chosen else row for n, row in enumerate(rows)]  # noqa: B023
            less = [row if n not in chosen else low[n] for n, row in enumerate(rows)]  # noqa: B023
            up, down = (
                reference.blocked([r for r in world if r], rule, DAY, groups, False)  # noqa: B023
                for world in (high, less)
            )
            return party in up and party not in down  # noqa: B023

        if len({(r.owner, r.owned, r.kind, r.direct) for r in rows}) < len(rows):
            continue  # several rows of one interest are one fact, and here each would be one
        named = [n for n, row in enumerate(rows)
                 if any((f.owner, f.owned, f.kind) == (row.owner, row.owned, row.kind)
                        for f in one.missing)]  # fmt: skip
        if len(named) != len(one.missing):
            continue  # the same owner holds directly and through others
        assert settled(named)
        for fewer in combinations(range(len(rows)), len(named) - 1):
            assert not settled(fewer)


def certain(row: Stake) -> Stake | None:
    """What of a stake is certain: nothing at all, if it is a right that may not be held."""
    for held in reference.held([row], DAY):
        if row.kind in ("shares", "voting rights"):
            low = int(held.least * WHOLE)
            return replace(row, least=low, most=low, start=None, end=None) if low else None
        if held.sure and row.kind in ("board", "control") and not reference.is_office(held):
            return replace(row, start=None, end=None)
    return None


@settings(max_examples=150)
@given(stakes(exact=True, parties="abcde"), st.sets(st.sampled_from("abcde"), max_size=2))
def test_the_chains_are_all_the_ways_up_to_the_first_listed(
    held: list[Stake], sure: set[str]
) -> None:
    found = network(*held)
    starting = listed(found, sorted(sure))
    counts = {(s.owner, s.owned) for s in held if s.most}
    for number, party in enumerate(found.ids):
        one = exposure(found, number, OFAC, DAY, starting)
        blocked = {id for id, verdict in one.verdicts.items() if verdict == "blocked"} | sure
        wanted = set(ways(party, counts, blocked, sure, (party,)))
        ids = {tuple(link.owner for link in c.links) for c in one.chains}
        assert one.more_chains or ids == {way for way in wanted if way}
        lengths = [len(c.links) for c in one.chains]
        assert lengths == sorted(lengths)


def ways(
    party: str,
    counts: set[tuple[str, str]],
    inside: set[str],
    sure: set[str],
    seen: tuple[str, ...],
) -> Iterator[tuple[str, ...]]:
    for owner, owned in counts:
        if owned != party or owner in seen or owner not in inside:
            continue
        if owner in sure:
            yield (owner, *seen[:-1])
        else:
            yield from ways(owner, counts, inside, sure, (owner, *seen))
