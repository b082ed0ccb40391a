"""Real statements of ownership, where they are at hand: whatever is in them, there is an answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caveat.errors import ListRefused
from caveat.ownership.regimes.known import REGIMES
from caveat.screening.whatif import check
from caveat.sources.stakes.reading import read

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("folder", ["bods_examples", "psc", "gleif"])
def test_every_owner_of_every_real_file_can_be_taken_as_listed(data: Path, folder: str) -> None:
    place = data / "ownership" / folder
    if not place.is_dir():
        pytest.skip(f"no real stakes at {place}")
    weighed = 0
    for file in sorted(place.iterdir()):
        try:
            stakes = read(file)
        except ListRefused:
            continue  # a file of names alone, or of another standard
        for owner in sorted({stake.owner for stake in stakes.stakes})[:5]:
            for regime in REGIMES:
                found = check([file], [owner], TODAY, regime=regime)
                assert sum(found.counts.values()) == len(stakes.holders)
                weighed += 1
    assert weighed > 10


def test_indirect_statements_beside_direct_ones_are_not_counted_twice(data: Path) -> None:
    file = data / "ownership/bods_examples/mixed-direct-and-indirect-ownership.json"
    if not file.exists():
        pytest.skip(f"no real stakes at {file}")
    stakes = read(file)
    owner = next(stake.owner for stake in stakes.stakes if not stake.direct)
    for one in check([file], [owner], TODAY).exposures:
        assert one.certain_share <= 10**9
