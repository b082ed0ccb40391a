"""Exposure: the verdict on one party with its reasons; only what stands above it is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from caveat.ownership.above import Above, Row, above
from caveat.ownership.cautions import cautions
from caveat.ownership.chains import chains, counting
from caveat.ownership.faults import not_in_force, overfull
from caveat.ownership.holdings import ENOUGH
from caveat.ownership.listed import Listed
from caveat.ownership.missing import missing
from caveat.ownership.network import Network
from caveat.ownership.reasons import Chain, Exposure, Link
from caveat.ownership.regimes.rule import Regime
from caveat.ownership.remedies import remedies
from caveat.ownership.verdicts import Verdict
from caveat.stake import WHOLE
from caveat.subject import TYPES

CHAINS = 20
"""How many chains an answer gives."""


def exposure(
    network: Network,
    party: int,
    regime: Regime,
    as_of: date,
    listed: Listed,
    *,
    depth: int | None = None,
) -> Exposure:
    """The verdict on one party, with its reasons.

    Args:
        network: the parties and their stakes.
        party: number of the party in the network.
        regime: the test.
        as_of: the day.
        listed: who was listed on it.
        depth: give only chains of at most so many links; the verdict does not depend on it.
    """
    rule = regime.rule(as_of)
    up = above(network, party, rule, as_of, listed)
    certain, possible = up.members(certain=True), up.members(certain=False)
    verdicts = _verdicts(up, listed, certain, possible)
    verdict = verdicts.get(party, "not blocked on what is known")
    place, low, high = _nearest(up, certain, possible)
    ways, more = chains(up, certain, possible, CHAINS, depth)
    chained = tuple(
        Chain(tuple(_link(network, row, _sure(up, row, certain)) for row in way), sure)
        for way, sure in ways
    )
    owners = {
        row.stake: _link(network, row, sure)
        for row, sure, _ in sorted(
            counting(up, party, certain, possible), key=lambda found: (found[1], found[0].least)
        )
    }
    owned = sorted(owners.values(), key=lambda link: (not link.certain, -link.least, -link.most,
                                                      link.owner))  # fmt: skip
    open_ = missing(up, possible) if verdict == "may be blocked" else ()
    changes = remedies(up, certain, possible)
    ids = {party, *(network.number(fact.owner) or 0 for fact in open_)}
    ids.update(number for way, _ in ways for row in way for number in (row.owner, row.owned))
    ids.update(row.owner for row, _, _ in counting(up, party, certain, possible))
    ids.update(n for change in changes for step in change.steps for id in
               (*step.owners, step.owned) if (n := network.number(id)) is not None)  # fmt: skip
    measure = rule.measures[place] if rule.measures else None
    return Exposure(
        party=network.ids[party],
        name=network.names[party],
        regime=regime.name,
        title=regime.title,
        as_of=as_of,
        verdict=verdict,
        measure=measure.words if measure else "control",
        needed=measure.needed if measure else WHOLE,
        certain_share=low,
        possible_share=high,
        owners=tuple(owned),
        chains=chained,
        more_chains=more,
        missing=open_,
        remedies=changes,
        cautions=(
            *cautions(up, regime, listed, verdict, certain, possible, ways),
            *regime.cautions,
        ),
        faults=(*overfull(network, up.stakes, as_of), *not_in_force(network, up.left_out, as_of)),
        source=rule.source,
        url=rule.url,
        basis=(),
        names={network.ids[number]: network.names[number] for number in sorted(ids)},
        types={network.ids[number]: TYPES[network.types[number]] for number in sorted(ids)},
        verdicts={
            network.ids[number]: verdicts.get(number, "not blocked on what is known")
            for number in sorted(ids)
        },
        listed={
            network.ids[number]: listed.why.get(number, "")
            for number in sorted(ids & listed.either)
        },
    )


def _verdicts(
    up: Above,
    listed: Listed,
    certain: Mapping[int, set[int]],
    possible: Mapping[int, set[int]],
) -> dict[int, Verdict]:
    found: dict[int, Verdict] = {}
    for members in possible.values():
        found |= dict.fromkeys(members, "may be blocked")
    for members in certain.values():
        found |= dict.fromkeys(members, "blocked")
    return found | {party: "listed" for party in found if party in listed.certain}


def _nearest(
    up: Above, certain: Mapping[int, set[int]], possible: Mapping[int, set[int]]
) -> tuple[int, int, int]:
    """The measure that is nearest to its threshold or furthest above; its two shares."""
    best: tuple[int, int, int, int, int] | None = None
    for place, measure in enumerate(up.rule.measures):
        low, high = (
            max((up.share(up.party, members, place, sure) for members in inside.values()),
                default=0)
            for inside, sure in ((certain, True), (possible, False))
        )  # fmt: skip
        found = (low - measure.needed, high, -place, low, place)
        best = max(best, found) if best else found
    return (best[4], best[3], best[1]) if best else (0, 0, 0)


def _sure(up: Above, row: Row, certain: Mapping[int, set[int]]) -> bool:
    return row.least > 0 and any(row.owner in inside for inside in certain.values())


def _link(network: Network, row: Row, sure: bool) -> Link:
    stake = network.stake(row.stake)
    # Of a right the share tells nothing about the test; what the source says of it is shown.
    least, most = (stake.least, stake.most) if row.measure == ENOUGH else (row.least, row.most)
    return Link(
        stake.owner, stake.owned, stake.kind, least, most, stake.direct, sure,
        stake.start, stake.end, stake.source, stake.origin,
    )  # fmt: skip
