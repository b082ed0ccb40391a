"""On which day a party became blocked or free, and because of which event."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ownership.networks import PARTIES, TODAY, network, stake, stakes

from caveat.ownership.exposure import exposure
from caveat.ownership.network import Network
from caveat.ownership.regimes.known import REGIMES
from caveat.ownership.timeline import Listing, Turn, listed_on, timeline
from caveat.stake import Stake


def of(found: Network, id: str, *listings: Listing, name: str = "ofac") -> list[Turn]:
    party = found.number(id)
    assert party is not None
    return list(timeline(found, party, REGIMES[name], listings, TODAY))


def listing(found: Network, id: str, start: str | None, end: str | None = None) -> Listing:
    party = found.number(id)
    assert party is not None
    return Listing(party, start, end, "SDN")


def days(turns: list[Turn]) -> list[tuple[str, str]]:
    return [(str(turn.day), turn.verdict) for turn in turns]


def test_a_designation_blocks_the_subsidiaries_on_its_day() -> None:
    found = network(stake("R", "A", 100, start="2007-11-26"), stake("A", "B", 51))
    turns = of(found, "B", listing(found, "R", "2022-06-28"))
    assert days(turns) == [
        ("None", "not blocked on what is known"), ("2022-06-28", "blocked"),
    ]  # fmt: skip
    assert [(e.kind, e.what) for e in turns[1].because] == [("designation", "R was listed (SDN).")]


def test_a_sale_frees_and_a_delisting_frees() -> None:
    found = network(stake("X", "A", 60, start="2010-01-01", end="2018-03-01"))
    turns = of(found, "A", listing(found, "X", "2014-04-28"))
    assert days(turns)[1:] == [
        ("2014-04-28", "blocked"), ("2018-03-01", "not blocked on what is known"),
    ]  # fmt: skip
    assert turns[-1].because[0].kind == "transfer"
    assert turns[-1].because[0].what == "X gave up 60 % of A."
    other = network(stake("X", "A", 60))
    turns = of(other, "A", listing(other, "X", "2014-04-28", "2020-01-27"))
    assert turns[-1].because[0].what == "X was taken off the list (SDN)."
    assert str(turns[-1].day) == "2020-01-27"


def test_a_year_without_a_day_first_may_and_then_does() -> None:
    found = network(stake("X", "A", 60, start="2018"))
    turns = of(found, "A", listing(found, "X", "2014-04-28"))
    assert days(turns)[1:] == [("2018-01-01", "may be blocked"), ("2018-12-31", "blocked")]
    assert "from this day it is possible" in turns[1].because[0].what


def test_a_change_of_the_test_is_an_event() -> None:
    found = network(stake("X", "A", 50))
    turns = of(found, "A", listing(found, "X", "2014-04-28"), name="eu")
    assert days(turns)[1:] == [("2024-07-03", "blocked")]
    assert turns[1].because[0].kind == "rule"


def test_what_concerns_nobody_who_counts_is_no_cause() -> None:
    found = network(stake("X", "A", 60, end="2018-03-01"), stake("Z", "A", 60, start="2018-03-01"))
    turns = of(found, "A", listing(found, "X", "2014-04-28"))
    assert [event.what for event in turns[-1].because] == ["X gave up 60 % of A."]


@settings(max_examples=60)
@given(
    stakes(),
    st.lists(
        st.tuples(
            st.sampled_from(PARTIES),
            st.sampled_from([None, "2014", "2017-06", "2018-02-15"]),
            st.sampled_from([None, "2018-02-16", "2019-03", "2020"]),
        ),
        max_size=3,
    ),
    st.sampled_from(PARTIES),
    st.integers(0, 4000),
)
def test_on_any_day_the_timeline_says_what_the_exposure_of_that_day_says(
    held: list[Stake],
    lists: list[tuple[str, str | None, str | None]],
    id: str,
    after: int,
) -> None:
    found = network(*held)
    party = found.number(id)
    if party is None:
        return
    listings = [listing(found, who, start, end) for who, start, end in lists
                if found.number(who) is not None]  # fmt: skip
    day = date(2012, 1, 1) + timedelta(after)
    turns = timeline(found, party, REGIMES["eu"], listings, TODAY)
    [*_, last] = [turn for turn in turns if turn.day is None or turn.day <= day]
    answer = exposure(found, party, REGIMES["eu"], day, listed_on(listings, day))
    assert last.verdict == answer.verdict
