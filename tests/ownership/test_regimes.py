"""Every worked example of the authorities, and the numbers of each test by their days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from tests.ownership.networks import TODAY, listed, network, stake

from caveat.errors import BadRegime
from caveat.ownership.regimes.known import REGIMES, regime
from caveat.ownership.regimes.ofac import DIRECTIVES
from caveat.ownership.verdicts import verdicts
from caveat.stake import Stake


def blocked(
    name: str, *stakes: Stake, starting: str = "XY", joint: Sequence[str] = (), on: date = TODAY
) -> set[str]:
    found = network(*stakes)
    verdict = verdicts(found, regime(name), on, listed(found, starting, joint=joint))
    assert [*verdict.may_be_blocked()] == []
    return {found.ids[number] for number in verdict.blocked()}


FAQ_401_1 = (stake("X", "A", 50), stake("A", "B", 50))
FAQ_401_2 = (stake("X", "A", 50), stake("X", "B", 50), stake("A", "C", 25), stake("B", "C", 25))
FAQ_401_3 = (stake("X", "A", 50), stake("X", "B", 10), stake("A", "B", 40))
FAQ_401_4 = (stake("X", "A", 50), stake("X", "B", 25), stake("A", "C", 25), stake("B", "C", 25))
FAQ_401_5 = (stake("X", "A", 25), stake("X", "B", 25), stake("A", "C", 50), stake("B", "C", 50))
FAQ_399 = (stake("X", "A", 25), stake("Y", "A", 25))


@pytest.mark.parametrize(
    ("stakes", "wanted"),
    [
        (FAQ_401_1, "AB"),
        (FAQ_401_2, "ABC"),
        (FAQ_401_3, "AB"),
        (FAQ_401_4, "A"),
        (FAQ_401_5, ""),
        (FAQ_399, "A"),
        ((stake("X", "A", 49), stake("A", "B", 100)), ""),  # 7
        ((stake("X", "A", kind="control"),), ""),  # 8: FAQ 398
    ],
)
def test_the_worked_examples_of_ofac(stakes: tuple[Stake, ...], wanted: str) -> None:
    assert blocked("ofac", *stakes) == set(wanted)


@pytest.mark.parametrize(
    ("shares", "wanted"),
    [
        (("49.995",), False),
        (("50",), True),
        (("49.999999999",), False),  # finer than a billionth is rounded down
        (("16.67", "16.67", "16.67"), True),  # 50.01
        (("16.66", "16.66", "16.66"), False),  # 49.98
        (("16.67", "16.67", "16.66"), True),  # 50.00
        (("33.3333333", "16.6666667"), True),
    ],
)
def test_no_threshold_is_a_matter_of_floating_point(shares: tuple[str, ...], wanted: bool) -> None:
    owners = [f"X{number}" for number in range(len(shares))]
    found = network(*(stake(o, "A", share) for o, share in zip(owners, shares, strict=True)))
    verdict = verdicts(found, regime("ofac"), TODAY, listed(found, owners))
    assert bool(len(verdict.blocked())) is wanted


def test_ofac_adds_up_only_since_13_august_2014() -> None:
    assert blocked("ofac", *FAQ_399, on=date(2014, 8, 12)) == set()
    assert blocked("ofac", *FAQ_399, on=date(2014, 8, 13)) == {"A"}
    # but what one blocked person holds through its own was added up before, too
    assert blocked("ofac", *FAQ_401_3, on=date(2014, 8, 12)) == {"A", "B"}


def test_each_sectoral_directive_is_a_test_of_its_own() -> None:
    stakes = (stake("X", "A", 30), stake("Y", "A", 30))
    assert blocked("ofac-ssi-3", *stakes, starting="X") == set()
    assert blocked("ofac-ssi-3", *stakes, starting="XY") == {"A"}


def test_the_union_took_half_for_enough_on_3_july_2024() -> None:
    half, more = stake("X", "A", 50), stake("X", "B", "50.0000001")
    assert blocked("eu", half, more, on=date(2024, 7, 2)) == {"B"}
    assert blocked("eu", half, more, on=date(2024, 7, 3)) == {"A", "B"}


def test_the_union_adds_up_shares_but_not_votes() -> None:
    assert blocked("eu", stake("X", "A", 30), stake("Y", "A", 30)) == {"A"}
    votes = (stake("X", "A", 30, kind="voting rights"), stake("Y", "A", 30, kind="voting rights"))
    assert blocked("eu", *votes) == set()
    assert blocked("eu", stake("X", "A", 51, kind="voting rights")) == {"A"}


@pytest.mark.parametrize("name", ["eu", "uk", "ch"])
@pytest.mark.parametrize("kind", ["board", "control"])
def test_control_is_enough_in_europe(name: str, kind: str) -> None:
    assert blocked(name, stake("X", "A", kind=kind)) == {"A"}  # type: ignore[arg-type]


def test_the_kingdom_wants_more_than_half_from_one_person() -> None:
    assert blocked("uk", stake("X", "A", 50), stake("X", "B", 51)) == {"B"}
    assert blocked("uk", stake("X", "A", 40), stake("Y", "A", 40)) == set()
    assert blocked("uk", stake("X", "A", 40, kind="voting rights"),
                   stake("X", "A", 40)) == set()  # fmt: skip


def test_in_the_kingdom_those_who_act_together_hold_together() -> None:
    stakes = (stake("X", "A", 40), stake("Y", "A", 40))
    assert blocked("uk", *stakes, joint=["XY"]) == {"A"}


def test_in_the_kingdom_what_a_persons_own_companies_hold_is_the_persons() -> None:
    chain = (stake("X", "H", 51), stake("H", "A", 30), stake("X", "A", 30))
    assert blocked("uk", *chain) == {"H", "A"}
    broken = (stake("X", "H", 50), stake("H", "A", 30), stake("X", "A", 30))
    assert blocked("uk", *broken) == set()
    one_controls_another = (stake("X", "Y", 51), stake("Y", "A", 30), stake("X", "A", 30))
    assert blocked("uk", *one_controls_another) == {"A"}


def test_before_it_left_the_kingdom_had_the_law_of_the_union() -> None:
    stakes = (stake("X", "A", 40), stake("Y", "A", 40))
    assert blocked("uk", *stakes, on=date(2020, 12, 30)) == {"A"}
    assert blocked("uk", *stakes, on=date(2020, 12, 31)) == set()


def test_switzerland_adds_up_and_wants_more_than_half() -> None:
    assert blocked("ch", stake("X", "A", 25), stake("Y", "A", 25)) == set()
    assert blocked("ch", stake("X", "A", 26), stake("Y", "A", 25)) == {"A"}


def test_a_cycle_lifts_nobody_in_and_ends() -> None:
    ring = (stake("A", "B", 100), stake("B", "C", 100), stake("C", "A", 100))
    assert blocked("ofac", *ring) == set()
    assert blocked("ofac", *ring, stake("X", "B", 1)) == set()
    assert blocked("ofac", stake("A", "B", 60), stake("B", "A", 30), stake("X", "A", 20)) == set()
    assert blocked("ofac", stake("A", "B", 60), stake("B", "A", 30), stake("X", "A", 50)) == {
        "A", "B"
    }  # fmt: skip


OWN = """
name = "bank"
title = "Our bank's own test"
cautions = ["Ask the desk."]

[[rule]]
[[rule.measure]]
counts = ["shares"]
more_than = 33.3

[[rule]]
since = 2025-01-01
control = ["board"]
source = "Policy 7"
[[rule.measure]]
counts = ["shares", "voting rights"]
or_more = 25
adding = "person"
"""


def test_a_test_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "bank.toml"
    file.write_text(OWN)
    assert regime(str(file)).title == "Our bank's own test"
    third = stake("X", "A", "33.3")
    assert blocked(str(file), third, stake("X", "B", 40), on=date(2024, 12, 31)) == {"B"}
    assert blocked(str(file), third, on=date(2025, 1, 1)) == {"A"}
    assert blocked(str(file), stake("X", "A", 20), stake("Y", "A", 20)) == set()
    assert blocked(str(file), stake("X", "A", kind="board")) == {"A"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("= nothing", "is no TOML"),
        ("colour = 'red'", "says 'colour', which no test knows"),
        ("name = 'empty'", "has no [[rule]]"),
        ("[[rule]]\nsource = 'x'", "neither a [[rule.measure]] nor control"),
        ("[[rule]]\ncontrol = ['love']", "names 'love', which is no interest"),
        ("[[rule]]\n[[rule.measure]]\ncounts = ['shares']", "either or_more = 50 or more_than"),
        ("[[rule]]\n[[rule.measure]]\ncounts = ['shares']\nor_more = 150", "Say percent from 0"),
        ("[[rule]]\n[[rule.measure]]\ncounts = ['shares']\nor_more = 0", "Say percent from 0"),
        ("[[rule]]\n[[rule.measure]]\ncounts = ['shares']\nor_more = 'half'", "Say percent"),
        ("[[rule]]\n[[rule.measure]]\ncounts = ['shares']\nor_more = 33.33333333", "Say percent"),
        ("[[rule]]\nsince = 2024-01-01\ncontrol = ['board']", "the first rule has no since"),
        ("[[rule]]\ncontrol = ['board']\n[[rule]]\ncontrol = ['board']", "each of the others"),
        ("[[rule]]\n[[rule.measure]]\nor_more = 50", "counts nothing"),
        ("rule = 7", "has no [[rule]]"),
        ("[[rule]]\nmeasure = 7", "measure"),
        ("[[rule]]\ncontrol = 'board'", "Say a list of interests"),
    ],
)
def test_a_test_that_is_none_is_refused_in_words(tmp_path: Path, wrong: str, said: str) -> None:
    file = tmp_path / "bank.toml"
    file.write_text(wrong)
    with pytest.raises(BadRegime) as error:
        regime(str(file))
    assert said in str(error.value)


def test_a_test_that_nobody_knows_is_refused() -> None:
    with pytest.raises(BadRegime, match="Say one of ofac, eu, uk, ch"):
        regime("mars")
    with pytest.raises(BadRegime, match="There is no file"):
        regime("mars.toml")


def test_every_rule_says_where_it_stands() -> None:
    for one in REGIMES.values():
        for _, rule in one.rules:
            assert rule.source and rule.url.startswith("https://")


def test_directives_of_another_order_with_the_same_number_are_not_meant() -> None:
    treasury = "US Treasury, Office of Foreign Assets Control"
    one, _, three, _ = (test.starts for test in DIRECTIVES)
    assert one is not None and three is not None
    said = (
        "Executive Order 13662 Directive Determination - Subject to Directive 1",
        "Executive Order 14024 Directive Information Subject to Directive 3 - All transactions in",
        "Listing Date (EO 14024 Directive 3): 24 Feb 2022",
    )
    assert one.meets("ofac-cons", treasury, said)
    assert not three.meets("ofac-cons", treasury, said)
