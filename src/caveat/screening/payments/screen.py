"""Many transactions through the library: what is the same is asked once, on many processes.

One process reads, others ask; answers come back in the order of the file, and no more is kept than
some thousand transactions and the last questions. A short file is answered without other processes.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, islice
from pathlib import Path

from caveat.errors import CannotAnswer
from caveat.screening.answer import Hit, ListUsed, Screening
from caveat.screening.flat import status as status_of
from caveat.screening.library import Library
from caveat.screening.payments import subjects
from caveat.screening.payments.payment import Fault, Message, PartyField, Read, Transaction
from caveat.screening.payments.subjects import Ask
from caveat.screening.question import Terms, moment_of
from caveat.subject import Subject
from caveat.time import day

CHUNK = 512
"""Transactions that are taken at once; their questions go to one process."""

_FEW = 4
"""A file of fewer chunks is not worth the start of other processes."""

_AHEAD = 3
"""Chunks that wait for each process."""

_REMEMBERED = 1 << 16
"""Questions of which the answer is kept."""

_FAULTS = 1000
"""Faults that a summary names; all are counted, and all come out of `screen`."""

_RANK = {"clear": 0, "possible": 1, "hit": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """A field that may name a listed party, or one that is blocked by ownership.

    Attributes:
        field: the field.
        words: what of it was asked about.
        screening: the answer, with its hits; each party with its own statements only.
    """

    field: PartyField
    words: str
    screening: Screening

    @property
    def status(self) -> str:
        """``hit`` or ``possible``, as for a row of a batch."""
        return status_of(self.screening)


@dataclass(frozen=True, slots=True)
class Screened:
    """The answer to one transaction.

    Attributes:
        transaction: what was asked about.
        as_of: the day that the answer is about.
        findings: field by field; none means that no listed party was found.
        cautions: numbers that cannot be right, and what else a reader must know.
    """

    transaction: Transaction
    as_of: date
    findings: tuple[Finding, ...]
    cautions: tuple[str, ...]

    @property
    def status(self) -> str:
        """``rejected`` if the transaction is malformed, whatever was found in what could be read
        of it; else ``hit``, ``possible`` or ``clear``."""
        return "rejected" if self.transaction.wrong else self.found

    @property
    def found(self) -> str:
        """``hit``, ``possible`` or ``clear``, whether it is malformed or not."""
        return max((one.status for one in self.findings), key=_RANK.__getitem__, default="clear")


@dataclass(slots=True)
class Tally:
    """What a run came to; grows while it runs.

    Attributes:
        messages: that were begun to be read.
        transactions: read; each is clear, possible, hit or rejected.
        clear, possible, hit, rejected: of these.
        rejected_hits: rejected ones in which a listed party was found nevertheless.
        faulty: places where something could not be read at all.
        faults: the first of them.
        asked: questions, and ``distinct`` of them different ones.
        lists: every list behind the answers.
        cautions: what a reader must know.
        edition: id of the edition.
        as_of: the day that answers are about; None if each is about its own.
        known_at: the day whose knowledge was used.
        threshold: hits score at least this.
    """

    messages: int = 0
    transactions: int = 0
    clear: int = 0
    possible: int = 0
    hit: int = 0
    rejected: int = 0
    rejected_hits: int = 0
    faulty: int = 0
    faults: list[Fault] = field(default_factory=list)
    asked: int = 0
    distinct: int = 0
    lists: tuple[ListUsed, ...] = ()
    cautions: dict[str, None] = field(default_factory=dict)
    edition: str = ""
    as_of: date | None = None
    known_at: date | None = None
    threshold: float = 0.0

    @property
    def found(self) -> bool:
        """Whether a listed party may be in any transaction, malformed ones too."""
        return bool(self.hit or self.possible or self.rejected_hits)

    @property
    def malformed(self) -> bool:
        """Whether anything could not be read, or was rejected."""
        return bool(self.rejected or self.faulty)


def screen(
    library: Library,
    reads: Iterable[Read],
    terms: Terms,
    tally: Tally,
    *,
    by_message: bool = False,
    workers: int = 1,
) -> Iterator[Screened | Fault]:
    """Screen transactions, as a stream in bounded memory.

    Args:
        library: what to screen against.
        reads: what a reader of payments gives out.
        terms: as for `Library.screen`.
        tally: is told what comes out.
        by_message: answer as of each transaction's own date, where it has one that is not in the
            future; else as of ``terms.as_of``.
        workers: processes that ask; 1 is this one.

    Yields:
        For each transaction its answer, and each fault, in the order of the file.

    Raises:
        CannotAnswer: the lists needed are missing or, under strict terms, stale.
    """
    source = iter(reads)
    first = list(islice(source, CHUNK * _FEW))
    moment = moment_of(terms, library.today)
    settled = replace(terms, as_of=moment.as_of, known_at=moment.known_at)
    question = library.desk(settled).question
    tally.lists, tally.edition = question.used, library.edition.id
    tally.as_of = None if by_message else moment.as_of
    tally.known_at, tally.threshold = moment.known_at, terms.threshold
    tally.cautions.update(dict.fromkeys(question.cautions))
    short = len(first) < CHUNK * _FEW or workers < 2
    with ExitStack() as stack:
        pool: Executor | None = None
        if not short:
            pool = ProcessPoolExecutor(
                workers,
                multiprocessing.get_context("spawn"),
                _open,
                (library.root, library.today, library.edition.id),
            )
            stack.callback(pool.shutdown, cancel_futures=True)
        desk = _Counter(library, settled, by_message, pool, tally)
        ahead = 1 if pool is None else workers * _AHEAD
        waiting: deque[_Chunk] = deque()
        rows = chain(first, source)
        first = []
        while read := list(islice(rows, CHUNK)):
            waiting.append(desk.ask(read))
            if len(waiting) > ahead:
                yield from _settled(waiting.popleft(), tally)
        while waiting:
            yield from _settled(waiting.popleft(), tally)


@dataclass(slots=True)
class _Batch:
    """Questions that went out together, and the answers that are not clear."""

    found: dict[int, Screening] | None
    future: Future[dict[int, Screening]] | None

    def answer(self, place: int) -> Screening | None:
        if self.found is None:
            assert self.future is not None
            self.found, self.future = self.future.result(), None
        return self.found.get(place)


_Slot = tuple[_Batch, int]
_Chunk = list[tuple[Read, date, list[tuple[Ask, _Slot]]]]


class _Counter:
    """Takes transactions in, and sends out what nobody has asked yet."""

    def __init__(
        self, library: Library, terms: Terms, by_message: bool, pool: Executor | None, tally: Tally
    ) -> None:
        self._library, self._terms, self._pool = library, terms, pool
        self._by_message, self._tally = by_message, tally
        self._known: OrderedDict[tuple[date, Subject], _Slot] = OrderedDict()

    def ask(self, reads: Sequence[Read]) -> _Chunk:
        found: _Chunk = []
        new: dict[date, tuple[_Batch, list[Subject]]] = {}
        for one in reads:
            if not isinstance(one, Transaction):
                found.append((one, date.min, []))
                continue
            when = self._day(one)
            slots = []
            for ask in subjects.asks(one):
                key = (when, ask.subject)
                slot = self._known.get(key)
                self._tally.asked += 1
                if slot is None:
                    batch, asked = new.setdefault(when, (_Batch(None, None), []))
                    slot = self._known[key] = (batch, len(asked))
                    asked.append(ask.subject)
                slots.append((ask, slot))
            found.append((one, when, slots))
        for when, (batch, asked) in new.items():
            self._tally.distinct += len(asked)
            self._send(when, batch, asked)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return found

    def _send(self, when: date, batch: _Batch, asked: Sequence[Subject]) -> None:
        terms = replace(self._terms, as_of=when)
        if self._pool is None:
            batch.found = _answers(self._library, terms, asked)
        else:
            batch.future = self._pool.submit(_answer, terms, asked)
        if self._by_message:
            cautions = self._library.desk(terms).question.cautions
            self._tally.cautions.update(dict.fromkeys(cautions))

    def _day(self, transaction: Transaction) -> date:
        """The day that its answer is about."""
        assert self._terms.as_of is not None and self._terms.known_at is not None
        if not self._by_message or not transaction.value_date:
            return self._terms.as_of
        return min(day(transaction.value_date), self._terms.known_at)


def _settled(waiting: _Chunk, tally: Tally) -> Iterator[Screened | Fault]:
    for one, when, slots in waiting:
        if isinstance(one, Message):
            tally.messages += 1
        elif isinstance(one, Fault):
            tally.faulty += 1
            if len(tally.faults) < _FAULTS:
                tally.faults.append(one)
            yield one
        else:
            screened = Screened(one, when, _findings(slots), subjects.cautions(one))
            tally.transactions += 1
            status = screened.status
            setattr(tally, status, getattr(tally, status) + 1)
            tally.rejected_hits += status == "rejected" and bool(screened.findings)
            yield screened


def _findings(slots: Sequence[tuple[Ask, _Slot]]) -> tuple[Finding, ...]:
    """What was found, without what a field found twice by other words of it."""
    found: list[Finding] = []
    seen: dict[tuple[str, str], set[str]] = {}
    for ask, (batch, place) in slots:
        answer = batch.answer(place)
        heard = None if answer is None else subjects.heard(ask, answer)
        if heard is None:
            continue
        parties = {hit.entity.id for hit in heard.hits} | {hit.party for hit in heard.owned}
        known = seen.setdefault((ask.field.place, ask.field.role), set())
        if parties <= known:
            continue
        known |= parties
        found.append(Finding(ask.field, ask.words, heard))
    return tuple(found)


_LIBRARY: Library | None = None


def _open(root: Path, today: date, edition: str) -> None:
    """Begin a process: open the library, and make sure that it is the same edition."""
    global _LIBRARY
    _LIBRARY = Library.open(root, today=today)
    if _LIBRARY.edition.id != edition:
        raise CannotAnswer("The library was built anew meanwhile. Screen the file again.")
    gc.set_threshold(100_000, 50, 100)  # answers make few cycles, and much for it to look at


def _answer(terms: Terms, asked: Sequence[Subject]) -> dict[int, Screening]:
    assert _LIBRARY is not None
    return _answers(_LIBRARY, terms, asked)


def _answers(library: Library, terms: Terms, asked: Sequence[Subject]) -> dict[int, Screening]:
    """The answers that are not clear, by their places, light enough to send."""
    found = library.desk(terms).answer(asked)
    return {place: _light(answer) for place, answer in enumerate(found) if not answer.clear}


def _light(answer: Screening) -> Screening:
    """An answer with each party's own statements only: its documents are in ``caveat show``."""
    return replace(answer, hits=tuple(map(_lighter, answer.hits)))


def _lighter(hit: Hit) -> Hit:
    party = hit.entity
    own = tuple(dated for dated in party.statements if dated.statement.entity == party.id)
    return replace(hit, entity=replace(party, statements=own))
