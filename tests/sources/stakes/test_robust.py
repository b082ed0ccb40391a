"""Files that are not what their format says: a fault or a refusal, never a crash."""

from __future__ import annotations

import copy
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.errors import BadShare, CaveatError
from caveat.sources.stakes.check import checked
from caveat.sources.stakes.reading import read
from caveat.sources.stakes.share import read_share
from caveat.stake import WHOLE, Fault, Stake

FIXTURES = Path(__file__).parent / "fixtures"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-200, 200) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def records(name: str) -> list[Any]:
    text = (FIXTURES / name).read_text()
    if text.startswith("["):
        whole: list[Any] = json.loads(text)
        return whole
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value inside a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, child in inner:
        found.append((*path, key))
        if isinstance(child, dict | list):
            found += places(child, (*path, key))
    return found


@pytest.mark.parametrize("name", ["bods_0_2.json", "psc.jsonl", "ownership.ftm.json"])
@settings(max_examples=150)
@given(draw=st.data())
def test_a_field_of_another_form_never_stops_the_rest(name: str, draw: st.DataObject) -> None:
    rows = copy.deepcopy(records(name))
    path = draw.draw(st.sampled_from(places(rows)))
    target = rows
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = draw.draw(JSON)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "data.json"
        place.write_text(json.dumps(rows))
        whole = read(FIXTURES / name)
        try:
            found = read(place)
        except CaveatError:
            return
    lost = len(whole.stakes) - len(found.stakes)
    assert lost <= 4, "one record, not the file"
    for stake in found.stakes:
        assert 0 <= stake.least <= stake.most <= WHOLE
        assert isinstance(stake.owner, str) and stake.owner in found.holders


@given(st.text(max_size=20) | st.from_regex(r"[<>≥]?[0-9]{1,3}([.,/][0-9]{1,2})?( ?[%-] ?[0-9]*)?"))
def test_a_share_is_read_within_the_whole_or_is_none(text: str) -> None:
    try:
        least, most = read_share(text)
    except BadShare:
        return
    assert 0 <= least <= most <= WHOLE


ENDS = st.sampled_from("abc")
DAYS = st.none() | st.sampled_from(["2018", "2018-06", "2019-01-31", "2020"])


@given(
    st.lists(
        st.builds(
            Stake, ENDS, ENDS, st.just("shares"), st.integers(-9, 9), st.integers(-9, 9),
            start=DAYS, end=DAYS,
        )
    )
)  # fmt: skip
def test_what_is_checked_can_be_and_nothing_is_lost_in_silence(stakes: list[Stake]) -> None:
    found = list(checked(stakes))
    kept = [item for item in found if isinstance(item, Stake)]
    assert len(kept) + sum(isinstance(item, Fault) for item in found) == len(stakes)
    assert len(set(kept)) == len(kept)
    assert all(0 <= one.least <= one.most and one.owner != one.owned for one in kept)
