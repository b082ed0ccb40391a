"""Cautions: what a verdict does not say, and a reader must know before relying on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from caveat.ownership.above import Above, above
from caveat.ownership.chains import Way
from caveat.ownership.listed import Listed
from caveat.ownership.network import prefix
from caveat.ownership.points import percent
from caveat.ownership.regimes.rule import SHARES, VOTES, Regime
from caveat.ownership.verdicts import Verdict
from caveat.stake import INTERESTS, WHOLE


def cautions(
    up: Above,
    regime: Regime,
    listed: Listed,
    verdict: Verdict,
    certain: Mapping[int, set[int]],
    possible: Mapping[int, set[int]],
    ways: Iterable[tuple[Way, bool]],
) -> list[str]:
    """What the stakes above a party make one say.

    Args:
        up: the party and those above it.
        regime: the test.
        listed: who was listed on the day.
        verdict: what it came to.
        certain: who is in for certain, by group.
        possible: who may be in, by group.
        ways: the chains that are shown.
    """
    network, said = up.network, []
    inside = set().union(*possible.values()) if possible else set()
    sure = set().union(*certain.values()) if certain else set()
    if verdict not in ("listed", "blocked"):
        said += _warned(up, inside)
        minority = sum(row.least for row in up.into.get(up.party, ()) if row.owner in sure
                       and row.measure == 0)  # fmt: skip
        if minority:
            said.append(
                f"Blocked parties hold {percent(min(minority, WHOLE))} of it: less than enough, "
                "but it may come under the measures later."
            )
        said += _given_up(up, regime, listed)
    undated = {row.stake for way, _ in ways for row in way
               if network.stake(row.stake).start is None}  # fmt: skip
    if undated:
        said.append(
            f"{len(undated)} of the stakes that count have no first day in their source; they are "
            "taken as held on the day."
        )
    if any(not network.stake(row.stake).direct for way, _ in ways for row in way):
        said.append(
            "A stake said to be held through others counts by itself; it is added to direct "
            "stakes only as a possibility, since both may be the same shares."
        )
    return said


def _warned(up: Above, inside: set[int]) -> list[str]:
    """Control without ownership, where the test speaks of ownership only."""
    network, said = up.network, []
    for number in up.stakes:
        if network.owned[number] != up.party or int(network.owner[number]) not in inside:
            continue
        stake = network.stake(number)
        votes = stake.kind in VOTES and stake.most <= WHOLE // 2
        if stake.kind in up.rule.warned and not votes:
            right = {"board": "can appoint most of its board", "control": "controls it"}.get(
                stake.kind, f"has {percent(stake.most)} of its votes"
            )
            owner = network.names[network.owner[number]]
            said.append(
                f"{owner}, which is or may be blocked, {right}. This test speaks of ownership, not "
                "of control; be careful nevertheless."
            )
    return sorted(set(said))


def _given_up(up: Above, regime: Regime, listed: Listed) -> list[str]:
    """Stakes that blocked parties had before the day: what was blocked once may still be."""
    network, said = up.network, []
    on = up.day.toordinal()
    for number in up.left_out:
        gone = network.owned[number] == up.party and network.end_last[number] <= on
        if not gone or INTERESTS[network.kind[number]] not in SHARES:
            continue
        owner = int(network.owner[number])
        seller = above(network, owner, up.rule, up.day, listed)
        if any(owner in inside for inside in seller.members(certain=False).values()):
            until = prefix(int(network.end_first[number]), int(network.end_last[number]))
            share = percent(int(network.most[number]))
            said.append(
                f"{network.names[owner]}, which is or may be blocked, gave up a stake of {share} "
                f"by {until}. {regime.sold}".strip()
            )
    return sorted(set(said))
