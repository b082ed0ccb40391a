"""What a page waits for, and for how long."""

from __future__ import annotations

import asyncio

import pytest

from caveat.errors import Overloaded, UnknownParty
from caveat.pages.asking import Last, soon


async def after(seconds: float, error: Exception | None = None) -> str:
    await asyncio.sleep(seconds)
    if error:
        raise error
    return "done"


def test_what_comes_at_once_is_there() -> None:
    assert asyncio.run(soon(after(0), 1)) == "done"


def test_what_takes_long_is_not_waited_for_and_goes_on() -> None:
    went: list[str] = []

    async def slow() -> None:
        went.append(await after(0.05))

    async def page() -> None:
        assert await soon(slow(), 0.001) is None
        await asyncio.sleep(0.1)

    asyncio.run(page())
    assert went == ["done"]


def test_an_error_within_the_moment_is_met() -> None:
    with pytest.raises(UnknownParty):
        asyncio.run(soon(after(0, UnknownParty("no")), 1))


def test_what_is_not_taken_is_asked_for_later() -> None:
    assert asyncio.run(soon(after(0, Overloaded("too many")), 1)) is None


def test_only_the_last_answers_are_kept() -> None:
    last: Last[int] = Last(2)
    for number in (1, 2, 3):
        last.get_or((number,), lambda number=number: number)  # type: ignore[misc]
    assert list(last.values()) == [2, 3]
    assert last.get_or((3,), lambda: 9) == 3
