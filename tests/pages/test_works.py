"""Files that are worked off, seen from any process."""

from __future__ import annotations

import os
import time
from pathlib import Path

from caveat.errors import BadTable
from caveat.pages.works import KEPT_FOR, Told, Works, begun


def test_how_far_a_work_is_can_be_seen_by_another_process(tmp_path: Path) -> None:
    works, others = Works(tmp_path), Works(tmp_path)
    token, _ = works.new()

    def work(place: Path, told: Told) -> None:
        told(3, 10, 1)
        seen = others.state(token)
        assert seen is not None
        assert (seen.state, seen.done, seen.total, seen.hits) == ("running", 3, 10, 1)

    works.begin(begun(token, "c.csv", "customers", {"as_of": "2018-02-15"}), work).result(10)
    state = others.state(token)
    assert state is not None
    assert (state.state, state.asked) == ("done", {"as_of": "2018-02-15"})


def test_an_error_of_ours_is_told_and_any_other_is_only_named(tmp_path: Path) -> None:
    works = Works(tmp_path)
    for error, said in (
        (BadTable("Row 3 is no row. Mend it."), "Row 3 is no row. Mend it."),
        (RuntimeError("Ann Bee"), "The file could not be worked off (RuntimeError)."),
    ):
        token, _ = works.new()

        def work(place: Path, told: Told, error: Exception = error) -> None:
            raise error

        works.begin(begun(token, "", "customers", {}), work).result(10)
        state = works.state(token)
        assert state is not None
        assert (state.state, state.message) == ("failed", said)


def test_after_an_hour_a_work_is_gone(tmp_path: Path) -> None:
    works = Works(tmp_path)
    token, place = works.new()
    works.begin(begun(token, "", "customers", {}), lambda place, told: None).result(10)
    os.utime(place, (time.time() - KEPT_FOR - 1,) * 2)
    works.new()
    assert works.folder(token) is None
    assert not place.exists()
