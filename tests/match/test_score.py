"""From evidence to a number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from caveat.match import evidence as say
from caveat.match.evidence import Evidence, Kind, Verdict
from caveat.match.score import DEFAULT_THRESHOLD, LEAST_NAME, least_name, score

NAME = Evidence("name", "for", 0.9, "Sergei Chemezov", "Sergei CHEMEZOV")
IDENTIFIER = Evidence("identifier", "for", say.IDENTIFIER, "123456", "123456")
WEIGHTS = st.floats(0, 1)
MOVES = st.floats(-0.9, 0.9)


def moving(weight: float, kind: Kind = "country") -> Evidence:
    """Something beside the name that moves the score."""
    verdict: Verdict = "for" if weight > 0 else "against" if weight < 0 else "neutral"
    return Evidence(kind, verdict, weight, "a", "b")


PIECES = st.lists(
    st.one_of(
        st.builds(lambda weight: replace(NAME, weight=weight), WEIGHTS),
        st.builds(lambda weight: replace(IDENTIFIER, weight=weight), WEIGHTS),
        st.builds(moving, MOVES, st.sampled_from(["birth date", "country", "gender", "type"])),
        st.builds(lambda weight: moving(-abs(weight), "weak alias"), MOVES),
    ),
    max_size=6,
)


def test_no_evidence_is_no_score() -> None:
    assert score([]) == 0.0


def test_the_name_is_the_start() -> None:
    assert score([NAME]) == 0.9


def test_the_best_name_counts() -> None:
    assert score([NAME, replace(NAME, weight=0.7), replace(NAME, weight=0.95)]) == 0.95


@pytest.mark.parametrize(
    ("more", "total"),
    [
        (moving(0.5), 0.9 + 0.1 * 0.5),  # half of what is missing
        (moving(-0.5), 0.9 * 0.5),  # half of what is there
        (moving(0.0), 0.9),
    ],
)
def test_what_is_for_fills_up_and_what_is_against_takes_away(more: Evidence, total: float) -> None:
    assert score([NAME, more]) == pytest.approx(total)


def test_nothing_else_makes_a_candidate_by_itself() -> None:
    assert score([moving(-0.3), moving(-0.1, "type")]) == 0.0


def test_an_identifier_is_strong_by_itself() -> None:
    assert score([IDENTIFIER]) == say.IDENTIFIER > DEFAULT_THRESHOLD
    assert score([replace(NAME, weight=0.1), IDENTIFIER]) == say.IDENTIFIER


def test_name_and_identifier_together_outweigh_a_contradiction() -> None:
    other_date = moving(say.BIRTH_OTHER, "birth date")
    assert score([NAME, other_date]) < DEFAULT_THRESHOLD
    assert score([IDENTIFIER, other_date]) < DEFAULT_THRESHOLD
    assert score([NAME, IDENTIFIER, other_date]) > DEFAULT_THRESHOLD


def test_a_weak_alias_takes_nothing_from_an_identifier() -> None:
    weak = moving(say.WEAK_ALIAS, "weak alias")
    assert score([NAME, weak]) == pytest.approx(0.9 * 0.7)
    assert score([NAME, weak, IDENTIFIER]) >= score([IDENTIFIER])


@pytest.mark.parametrize(
    ("pieces", "hit"),
    [
        ([say.WEAK_ALIAS], False),
        ([say.WEAK_ALIAS, say.COUNTRY_SAME], False),
        ([say.WEAK_ALIAS, say.BIRTH_YEAR], True),
        ([say.WEAK_SHORT], True),
        ([say.WEAK_SHORT, say.COUNTRY_OTHER], False),
        ([say.BIRTH_DAY], True),
        ([say.BIRTH_NEAR], True),
        ([say.BIRTH_OTHER], False),
        ([say.COUNTRY_OTHER], True),
        ([say.GENDER_OTHER], False),
        ([say.TYPE_OTHER], False),
        ([say.TYPE_OTHER, say.BIRTH_DAY], True),
    ],
)
def test_what_becomes_of_the_very_same_name(pieces: list[float], hit: bool) -> None:
    same = replace(NAME, weight=1.0)
    kinds: dict[float, Kind] = {say.WEAK_ALIAS: "weak alias", say.WEAK_SHORT: "weak alias"}
    more = [moving(weight, kinds.get(weight, "country")) for weight in pieces]
    assert (score([same, *more]) >= DEFAULT_THRESHOLD) == hit


def test_the_least_name_is_what_the_threshold_asks_for_when_nothing_else_is_known() -> None:
    assert least_name(0.85, []) == 0.85
    assert least_name(0.1, []) == LEAST_NAME


@given(PIECES, st.data())
def test_the_order_of_the_evidence_does_not_matter(
    pieces: list[Evidence], data: st.DataObject
) -> None:
    mixed = data.draw(st.permutations(pieces))
    assert score(mixed) == pytest.approx(score(pieces))


@given(PIECES)
def test_a_score_lies_between_0_and_1(pieces: list[Evidence]) -> None:
    assert 0.0 <= score(pieces) <= 1.0


@given(PIECES, PIECES)
def test_evidence_for_never_lowers_and_evidence_against_never_raises(
    pieces: list[Evidence], others: list[Evidence]
) -> None:
    for more in others:
        before, after = score(pieces), score([*pieces, more])
        if more.weight < 0:
            assert after <= before + 1e-9
        else:
            assert after >= before - 1e-9


@given(PIECES, WEIGHTS, WEIGHTS)
def test_a_better_name_never_scores_less(pieces: list[Evidence], one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert (
        score([*pieces, replace(NAME, weight=low)])
        <= score([*pieces, replace(NAME, weight=high)]) + 1e-9
    )


@given(st.floats(0.05, 0.95), MOVES)
def test_every_piece_that_weighs_changes_the_score(name: float, weight: float) -> None:
    assume(abs(weight) > 1e-3)
    start = replace(NAME, weight=name)
    assert abs(score([start, moving(weight)]) - score([start])) > 1e-6


@given(
    st.floats(0.8, 1.0),
    st.lists(st.sampled_from([say.BIRTH_DAY, say.COUNTRY_SAME, say.ADDRESS_SAME]), unique=True),
    st.lists(st.floats(-0.9, 0), max_size=3),
    st.floats(0.01, 1.0),
)
def test_a_name_below_the_least_can_never_reach_the_threshold(
    threshold: float, gains: list[float], against: list[float], below: float
) -> None:
    least = least_name(threshold, gains)
    assume(least > LEAST_NAME)  # less alike than that, names are never looked at
    name = replace(NAME, weight=least - below * (least - LEAST_NAME))
    pieces = [moving(weight) for weight in [*gains, *against]]
    assert score([name, *pieces]) < threshold
