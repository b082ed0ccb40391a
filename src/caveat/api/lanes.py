"""Who asks the library: one thread for short questions, one for those that take long.

An index remembers what it was asked, so one thread at a time may ask it. Short questions of
several requests are put together: a hundred names at once cost little more than ten. A request
with many names has its turns like any other, so that one with few never waits for all of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from caveat.api.edition import Held
from caveat.errors import Overloaded
from caveat.screening.answer import Screening
from caveat.screening.question import Terms
from caveat.subject import Subject

Found = TypeVar("Found")

TOGETHER = 128
"""Subjects that are searched at once: enough to share work, few enough to keep answers quick."""

TURN = 64
"""Subjects of one request that are searched at once, while others wait."""

WAITING = 20_000
"""Subjects that may wait; further ones are refused, so that nobody waits for minutes."""

SLOW_WAITING = 64
"""Long questions that may wait."""


@dataclass(slots=True)
class _Job:
    held: Held
    terms: Terms
    subjects: Sequence[Subject]
    made: Callable[[Sequence[Screening]], Any]
    answer: asyncio.Future[Any]
    found: list[Screening] = field(default_factory=list)

    @property
    def left(self) -> int:
        """How many subjects are still to be searched."""
        return len(self.subjects) - len(self.found)


class Lanes:
    """The two threads of a process."""

    def __init__(self) -> None:
        self._quick = ThreadPoolExecutor(1, "caveat-quick")
        self._slow = ThreadPoolExecutor(1, "caveat-slow")
        self._jobs: list[_Job] = []
        self._waiting = 0
        self._long = 0
        self._task: asyncio.Task[None] | None = None

    async def screen(
        self,
        held: Held,
        terms: Terms,
        subjects: Sequence[Subject],
        made: Callable[[Sequence[Screening]], Found],
    ) -> Found:
        """Ask about names, without ownership.

        Args:
            held: the edition to ask.
            terms: how to answer.
            subjects: who is asked about.
            made: what is made of the answers, in the same thread.

        Raises:
            Overloaded: too many questions wait already.
            CannotAnswer: the lists needed are missing or, under strict terms, stale.
        """
        if self._waiting + len(subjects) > WAITING:
            raise Overloaded("Too many names wait for an answer. Ask again in a few seconds.")
        job = _Job(held, terms, subjects, made, asyncio.get_running_loop().create_future())
        self._waiting += len(subjects)
        self._jobs.append(job)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())
        try:
            result: Found = await job.answer
            return result
        finally:
            self._waiting -= len(subjects)

    async def quick(self, work: Callable[[], Found]) -> Found:
        """Put a short question to the edition's quick library."""
        return await asyncio.get_running_loop().run_in_executor(self._quick, work)

    async def slow(self, work: Callable[[], Found]) -> Found:
        """Put a question that takes long to the edition's slow library.

        Raises:
            Overloaded: too many of them wait already.
        """
        if self._long >= SLOW_WAITING:
            raise Overloaded("Too many long questions wait. Ask again in a few seconds.")
        self._long += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._slow, work)
        finally:
            self._long -= 1

    async def _work(self) -> None:
        loop = asyncio.get_running_loop()
        while self._jobs:
            parts = self._next()
            try:
                outcomes = await loop.run_in_executor(self._quick, _answer, parts)
            except BaseException as error:  # the service ends: nobody waits for ever
                outcomes = [Overloaded(f"The service ends ({type(error).__name__}).")] * len(parts)
            for (job, _), outcome in zip(parts, outcomes, strict=True):
                if job.answer.done():  # the client has gone
                    continue
                if outcome is _MORE:
                    self._jobs.append(job)
                elif isinstance(outcome, BaseException):
                    job.answer.set_exception(outcome)
                else:
                    job.answer.set_result(outcome)

    def _next(self) -> list[_Part]:
        """Of the oldest job, and of others about the same edition under the same terms, so many
        subjects as are searched at once. A long job's other subjects wait behind those who came
        meanwhile."""
        waiting = [job for job in self._jobs if not job.answer.done()] or self._jobs[:1]
        first, room = waiting[0], TOGETHER
        others = len(waiting) > 1
        taken: list[_Part] = []
        left: list[_Job] = []
        for job in waiting:
            same = job.held is first.held and job.terms == first.terms
            count = min(job.left, TURN if others else TOGETHER)
            if same and count <= room:
                taken.append((job, count))
                room -= count
            else:
                left.append(job)
        self._jobs = left
        return taken

    @property
    def idle(self) -> bool:
        """Whether nobody waits for an answer."""
        return not self._waiting and not self._long

    def close(self) -> None:
        """Let the threads end when they are done."""
        self._quick.shutdown(wait=False, cancel_futures=True)
        self._slow.shutdown(wait=False, cancel_futures=True)


_Part = tuple[_Job, int]
"""A job, and how many of its subjects are searched now."""

_MORE = object()
"""What a job comes to whose other subjects are still to be searched."""


def _answer(parts: Sequence[_Part]) -> list[Any]:
    """What each job comes to: its answer, or what went wrong, or that there is more to do."""
    first, _ = parts[0]
    try:
        desk = first.held.library.desk(first.terms)
        found = desk.answer(
            [one for job, n in parts for one in job.subjects[len(job.found) : len(job.found) + n]]
        )
    except Exception as error:
        return [error] * len(parts)
    outcomes: list[Any] = []
    place = 0
    for job, count in parts:
        job.found += found[place : place + count]
        place += count
        try:
            outcomes.append(_MORE if job.left else job.made(job.found))
        except Exception as error:
            outcomes.append(error)
    return outcomes
