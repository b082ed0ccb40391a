"""What a deal does to the shares: nothing is made or lost, and no threshold is met by rounding."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from caveat.screening.deals.deal import Deal, Issue, Party, Purchase
from caveat.screening.deals.shares import change
from caveat.stake import WHOLE, Stake
from caveat.subject import Subject

DAY = date(2018, 3, 1)
PARTIES = tuple(Party(id, Subject(id), ("other",)) for id in "abst")


def deal(purchases: tuple[Purchase, ...] = (), issues: tuple[Issue, ...] = ()) -> Deal:
    return Deal("x", DAY, PARTIES, purchases=purchases, issues=issues)


def after(made: Deal, *held: Stake) -> dict[str, tuple[int, int]]:
    stakes, _ = change(made, held, str)
    return {one.owner: (one.least, one.most) for one in stakes}


def own(owner: str, share: int, most: int | None = None, source: str = "") -> Stake:
    return Stake(owner, "t", "shares", share, share if most is None else most, source=source)


def test_a_sale_moves_points_from_the_seller_to_the_buyer() -> None:
    made = deal((Purchase("b", "t", "shares", 30 * WHOLE // 100, 30 * WHOLE // 100, "s"),))
    assert after(made, own("s", WHOLE // 2), own("a", WHOLE // 2)) == {
        "s": (200_000_000, 200_000_000), "a": (WHOLE // 2, WHOLE // 2),
        "b": (300_000_000, 300_000_000),
    }  # fmt: skip


def test_a_buyer_adds_to_what_it_had_and_a_seller_of_all_is_gone() -> None:
    made = deal((Purchase("b", "t", "shares", WHOLE // 4, WHOLE // 4, "s"),))
    assert after(made, own("s", WHOLE // 4), own("b", WHOLE // 4)) == {"b": (WHOLE // 2,) * 2}


def test_what_an_unknown_seller_had_makes_every_other_holder_uncertain() -> None:
    made = deal((Purchase("b", "t", "shares", WHOLE // 10, WHOLE // 10),))
    assert after(made, own("a", WHOLE // 2))["a"] == (400_000_000, WHOLE // 2)
    assert "does not say who sells" in change(made, [own("a", WHOLE // 2)], str)[1][0]


def test_a_seller_of_whom_nothing_is_known_keeps_an_unknown_share() -> None:
    made = deal((Purchase("b", "t", "shares", WHOLE // 10, WHOLE // 10, "s"),))
    assert after(made)["s"] == (0, WHOLE - WHOLE // 10)
    _, notes = change(made, [own("s", 1)], str)
    assert "less than the 10 % that are sold" in notes[0]


def test_new_shares_dilute_all_the_others_outward() -> None:
    low, high = 168_333_333, 168_333_334  # 6060 new shares beside 29940
    found = after(deal(issues=(Issue("b", "t", low, high),)), own("s", 600_000_000))
    least, most = found["s"]
    assert least <= 499_000_000 <= most < WHOLE // 2 and most - least <= 2
    assert found["b"] == (low, high)


def test_two_new_holders_of_a_joint_venture_share_it() -> None:
    half = WHOLE // 2
    made = deal(issues=(Issue("a", "t", half, half), Issue("b", "t", half, half)))
    assert after(made, own("s", WHOLE)) == {"a": (half, half), "b": (half, half)}


@given(st.integers(0, WHOLE), st.integers(0, WHOLE), st.integers(0, WHOLE), st.integers(0, WHOLE))
def test_nothing_is_made_or_lost(first: int, sold: int, new: int, more: int) -> None:
    first, sold = max(first, sold), min(first, sold)
    made = deal(
        (Purchase("b", "t", "shares", sold, sold, "s"),),
        (Issue("a", "t", new, min(WHOLE, new + more % 2)),),
    )
    stakes, _ = change(made, [own("s", first), own("t2", WHOLE - first)], str)
    assert sum(one.least for one in stakes) <= WHOLE <= sum(one.most for one in stakes) + 1
    assert all(0 <= one.least <= one.most <= WHOLE for one in stakes)
