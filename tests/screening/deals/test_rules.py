"""The worked examples of OFAC's FAQs 398 to 401, each as a deal file."""

from __future__ import annotations

import pytest
from tests.screening.deals.conftest import Judged, party, stake, text

X = party("Sergei Chemezov", "shareholder", type='"person"', birth_date='"1952-08-20"', id="x")
Y = party("Uralvagonzavod", "shareholder", "Russia", id="y")
ABC = [party(f"Example Company {name.upper()}", "other", id=name) for name in "abc"]

CASES = [
    ([("x", "a", "50"), ("a", "b", "50")], {"a", "b"}),
    ([("x", "a", "50"), ("x", "b", "50"), ("a", "c", "25"), ("b", "c", "25")], {"a", "b", "c"}),
    ([("x", "a", "50"), ("x", "b", "10"), ("a", "b", "40")], {"a", "b"}),
    ([("x", "a", "50"), ("x", "b", "25"), ("a", "c", "25"), ("b", "c", "25")], {"a"}),
    ([("x", "a", "25"), ("x", "b", "25"), ("a", "c", "50"), ("b", "c", "50")], set()),
    ([("x", "a", "25"), ("y", "a", "25")], {"a"}),
    ([("x", "a", "49"), ("a", "b", "100")], set()),
    ([("x", "a", "0", "control")], set()),
]


@pytest.mark.parametrize(("stakes", "blocked"), CASES)
def test_before_the_deal(judged: Judged, stakes: list[tuple[str, ...]], blocked: set[str]) -> None:
    rows = [stake(*one) for one in stakes]
    day = judged(text("2016-01-01", X, Y, *ABC, *rows, jurisdictions=["us"])).days[0]
    found = {one.party for one in day.weighed if one.before.verdict == "blocked"}
    assert found == blocked
    stopped = {id for one in day.check("ownership").findings if one.grade == "stop"
               for id in one.parties}  # fmt: skip
    assert stopped == blocked


@pytest.mark.parametrize(("stakes", "blocked"), CASES)
def test_the_same_stakes_bought_make_the_same_parties_blocked(
    judged: Judged, stakes: list[tuple[str, ...]], blocked: set[str]
) -> None:
    sellers = [party(f"Seller Example {n}", "seller", id=f"s{n}") for n in range(len(stakes))]
    rows = []
    for place, (owner, owned, percent, *kind) in enumerate(stakes):
        kinds = kind[0] if kind else "shares"
        rows.append(stake(f"s{place}", owned, percent, kinds))
        rows.append(f'[[purchase]]\nbuyer = "{owner}"\nseller = "s{place}"\nowned = "{owned}"\n'
                    f'percent = "{percent}"\nkind = "{kinds}"')  # fmt: skip
    day = judged(text("2016-01-01", X, Y, *ABC, *sellers, *rows, jurisdictions=["us"])).days[0]
    assert not any(one.before.verdict == "blocked" for one in day.weighed)
    assert {one.party for one in day.weighed if one.after.verdict == "blocked"} == blocked


def test_control_without_ownership_is_a_caution(judged: Judged) -> None:
    day = judged(text("2016-01-01", X, *ABC[:1], stake("x", "a", "0", "control"),
                      jurisdictions=["us"])).days[0]  # fmt: skip
    [finding] = day.check("ownership").findings
    assert finding.grade == "caution" and "controls, or may control" in finding.says
