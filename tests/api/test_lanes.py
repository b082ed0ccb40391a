"""Who asks the library: turns, batches, and answers that do not hang on them."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import TODAY

from caveat.api import lanes as room
from caveat.api.edition import Held
from caveat.api.lanes import Lanes
from caveat.api.rubbish import LATEST, Rubbish
from caveat.screening.answer import Screening
from caveat.screening.library import Library
from caveat.subject import Subject

NAMES = ("Sergey Chemezov", "Rostec", "Anna Schmidt", "Kalashnikov Concern", "Vladimir Putin")


def subjects(count: int) -> list[Subject]:
    return [Subject(f"{NAMES[n % len(NAMES)]} {n or ''}".strip()) for n in range(count)]


@pytest.fixture
def held(root: Path) -> Held:
    library = Library.open(root, today=TODAY)
    return Held(library, library, 1)


def answered(held: Held, *sizes: int, **said: Any) -> tuple[list[list[Screening]], list[int]]:
    """What several requests that come at once are answered, and in which order."""
    order: list[int] = []

    async def ask(lanes: Lanes, number: int, size: int) -> list[Screening]:
        def made(found: Sequence[Screening]) -> list[Screening]:
            order.append(number)
            return list(found)

        terms = held.library.terms(ownership=False, **said)
        return await lanes.screen(held, terms, subjects(size), made)

    async def all() -> list[list[Screening]]:
        lanes = Lanes()
        try:
            return await asyncio.gather(*(ask(lanes, n, one) for n, one in enumerate(sizes)))
        finally:
            assert lanes.idle
            lanes.close()

    return asyncio.run(all()), order


def test_the_answers_are_those_of_a_plain_screen(held: Held) -> None:
    sizes = (1, 300, 10, 64, 65, 128, 2)
    found, _ = answered(held, *sizes)
    plain = list(held.library.screen_many(subjects(300), ownership=False))
    for size, answers in zip(sizes, found, strict=True):
        assert [one.hits for one in answers] == [one.hits for one in plain[:size]]


def test_a_long_request_does_not_keep_short_ones_waiting(held: Held) -> None:
    _, order = answered(held, 500, 10, 10, 10)
    assert order == [1, 2, 3, 0]


def test_two_long_requests_take_turns(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[list[int]] = []
    real = room._answer

    def noted(parts: Sequence[tuple[Any, int]]) -> list[Any]:
        taken.append([count for _, count in parts])
        return real(parts)

    monkeypatch.setattr(room, "_answer", noted)
    answered(held, 150, 150)
    assert taken == [[64, 64], [64, 64], [22, 22]]


def test_who_asks_what_cannot_be_answered_is_refused_and_the_others_are_not(held: Held) -> None:
    async def all() -> list[Any]:
        lanes = Lanes()
        good = held.library.terms(ownership=False)
        bad = held.library.terms(ownership=False, as_of="1990-01-01", known_at="1990-01-01")
        try:
            return await asyncio.gather(
                *(lanes.screen(held, terms, subjects(100), len) for terms in (bad, good)),
                return_exceptions=True,
            )
        finally:
            lanes.close()

    refused, count = asyncio.run(all())
    assert isinstance(refused, Exception) and count == 100


def test_a_client_that_has_gone_is_not_answered_to_the_end(held: Held) -> None:
    async def all() -> tuple[int, bool]:
        lanes = Lanes()
        terms = held.library.terms(ownership=False)
        gone = asyncio.create_task(lanes.screen(held, terms, subjects(5_000), len))
        await asyncio.sleep(0)
        gone.cancel()
        try:
            return await lanes.screen(held, terms, subjects(3), len), lanes.idle
        finally:
            lanes.close()

    assert asyncio.run(asyncio.wait_for(all(), 10)) == (3, True)


class Ring:
    """Holds itself, as an index does by what it remembers."""

    def __init__(self) -> None:
        self.own = self


def test_what_was_put_aside_and_is_not_needed_goes_when_all_is_looked_through() -> None:
    rubbish = Rubbish(lambda: True)
    try:
        ring = Ring()
        seen = weakref.ref(ring)
        rubbish.sweep()
        assert gc.get_freeze_count()
        del ring
        rubbish.sweep()
        assert seen() is not None
        rubbish.soon()
        rubbish.sweep()
        assert seen() is None
    finally:
        gc.unfreeze()


def test_a_busy_service_is_looked_through_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("caveat.api.rubbish.time.monotonic", lambda: now[0])
    rubbish = Rubbish(lambda: False)
    done: list[float] = []
    monkeypatch.setattr(gc, "unfreeze", lambda: done.append(now[0]))
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(gc, "collect", lambda: None)
    for now[0] in range(0, int(2.5 * LATEST), 5):
        rubbish.sweep()
    assert done == [LATEST, 2 * LATEST]
