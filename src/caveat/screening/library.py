"""The door to everything: open the library, ask it, bring lists into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caveat.errors import BadDate
from caveat.library import changes as differences
from caveat.library import disk, doctor
from caveat.library import stakes as sets
from caveat.library.build import build
from caveat.library.doctor import Finding
from caveat.library.edition import Edition, current, current_folder
from caveat.library.intake import Taken, take
from caveat.library.timeline import Moment
from caveat.library.versions import Version
from caveat.match.index import SIGNATURE as INDEX_SIGNATURE
from caveat.match.index import Index
from caveat.screening import decisions, facts, table
from caveat.screening.answer import Screening, Shown
from caveat.screening.decisions import Decision
from caveat.screening.health import Health, every
from caveat.screening.links import Link
from caveat.screening.ownership import Ownership
from caveat.screening.question import Question, Terms, describe, moment_of, settle_lists
from caveat.screening.register import Register
from caveat.screening.screen import Desk
from caveat.screening.show import shown
from caveat.screening.stakes import Stakes, links_of, stakes_of
from caveat.sources.ofac_programmes import not_before
from caveat.sources.reading import File
from caveat.sources.registry import Source
from caveat.stake import Fault
from caveat.time import day

if TYPE_CHECKING:
    from caveat.screening.documents.document import Document
    from caveat.screening.documents.reading import Reading
    from caveat.subject import Type

CHUNK = 1024
"""Subjects searched at once: enough to share work between them, few enough to stream."""

DESKS = 16
"""Questions whose settled terms are kept, so that a long life stays in bounded memory."""


class Library:
    """Every version of every list, and the edition that answers.

    >>> library = Library.open()                                        # doctest: +SKIP
    >>> library.screen(Subject(name="Сергей Чемезов"), as_of="2018-02-15").hits   # doctest: +SKIP

    Attributes:
        root: the library's folder.
        today: the day on which questions are asked, unless they name another.
    """

    def __init__(self, root: Path, today: date) -> None:
        self.root = root
        self.today = today
        self._desks: dict[Terms, Desk] = {}
        self.registers: dict[Terms, Register] = {}

    @classmethod
    def open(cls, root: str | Path | None = None, *, today: str | date | None = None) -> Library:
        """Open the library; nothing is read before it is asked.

        Args:
            root: its folder; ``CAVEAT_HOME``, else the user's data folder, if not said.
            today: the day to take for today; the clock's, if not said.
        """
        return cls(
            Path(root) if root else disk.default_root(), day(today) if today else date.today()
        )

    @cached_property
    def edition(self) -> Edition:
        """The edition in force when it was first asked for.

        Raises:
            NoList: when the library has no list.
        """
        return current(self.root)

    @cached_property
    def index(self) -> Index:
        """The edition's match index."""
        return Index.open(self.edition.folder / "index")

    @cached_property
    def times(self) -> facts.Times:
        """When each fact of the index was known."""
        return facts.Times(self.edition)

    def ready(self, like: Library | None = None, *, alone: bool = False) -> Library:
        """Open now what the first question would open.

        Args:
            like: a library that has the same edition open: what it opened is used here too.
            alone: with an index of one's own: only one thread at a time may ask an index.

        Raises:
            NoList, LibraryDamaged: there is no list, or a file of the edition cannot be read.
        """
        if like is not None and like.edition.folder == current_folder(self.root):
            self.__dict__["edition"], self.__dict__["times"] = like.edition, like.times
            if not alone:
                self.__dict__["index"] = like.index
        assert self.times and self.index
        return self

    # -- questions ---------------------------------------------------------------------------

    def terms(self, **said: Any) -> Terms:
        """Terms from what callers write: days as text, sources as any sequence."""
        for name in ("as_of", "known_at"):
            if said.get(name) is not None:
                said[name] = day(said[name])
        if (wanted := said.get("sources")) is not None:
            said["sources"] = tuple(dict.fromkeys([wanted] if isinstance(wanted, str) else wanted))
        return Terms(**{name: value for name, value in said.items() if value is not None})

    def screen(self, subject: Any, **terms: Any) -> Screening:
        """Ask about one subject.

        Args:
            subject: a `caveat.Subject`.
            terms: the fields of `caveat.Terms`: ``as_of``, ``known_at``, ``sources``,
                ``threshold``, ``limit``, ``max_age``, ``strict``, ``ownership``.

        Raises:
            CannotAnswer: the lists needed are missing or, under ``strict``, stale.
        """
        return next(self.screen_many([subject], **terms))

    def screen_many(self, subjects: Any, **terms: Any) -> Iterator[Screening]:
        """Ask about many subjects, as a stream: memory does not grow with their number.

        Args:
            subjects: an iterable of `caveat.Subject`, or a pyarrow or polars table, whose columns
                are guessed by their headings.
            terms: as for `screen`.

        Yields:
            One screening a subject, in their order.
        """
        desk = self.desk(self.terms(**terms))
        rows = iter(table.subjects(subjects))
        while chunk := list(islice(rows, CHUNK)):
            yield from desk.answer(chunk)

    def read(
        self,
        document: Document,
        *,
        as_of: str | date | None = None,
        named: Sequence[tuple[int, int, Type]] = (),
        **terms: Any,
    ) -> Reading:
        """Who is in a document; see `caveat.screening.documents.read.read_document`.

        Args:
            document: as `caveat.screening.documents` reads it from a file.
            as_of: the day to answer for besides the document's own; today if not said.
            named: start, end and type of the names that a model found in its text.
            terms: as for `screen`, without ``as_of``.

        Raises:
            CannotAnswer: the lists needed are missing or, under ``strict``, stale.
        """
        from caveat.screening.documents.read import read_document

        return read_document(self, document, as_of=as_of, named=named, **terms)

    def desk(self, terms: Terms) -> Desk:
        """What answers questions under the same terms; kept, since settling them costs."""
        if terms not in self._desks:
            moment = moment_of(terms, self.today)
            listings, used, cautions = settle_lists(self.root, self.edition, terms, moment)
            allowed = self.times.allowed({listing.source for listing in listings}, moment)
            question = Question(terms, moment, listings, used, cautions, allowed)
            while len(self._desks) >= DESKS:
                del self._desks[next(iter(self._desks))]
            owned = self.ownership.owned(moment, terms.sources) if terms.ownership else None
            self._desks[terms] = Desk(self.edition, self.index, question, not_before, owned)
        return self._desks[terms]

    def show(self, id: str, **terms: Any) -> Shown:
        """One party, with its designations, and the other parties whose entries point to it.

        Args:
            id: as hits give it.
            terms: as for `screen`; those that are about matching say nothing here.

        Raises:
            UnknownParty: no list has a party of this id, or none had by the day of knowledge.
        """
        settled = self.terms(**terms)
        return shown(self.root, self.edition, id, settled, moment_of(settled, self.today))

    def changes(
        self, before: str | date, after: str | date, sources: Sequence[str] = ()
    ) -> Iterator[tuple[differences.Compared, Iterator[differences.Change]]]:
        """What changed from one day to another, list by list.

        Raises:
            BadDate: the days are not in their order, or not yet there.
            NoList: a list that was asked for is not in the library.
        """
        first, second = day(before), day(after)
        if second < first:
            raise BadDate(f"{first} is after {second}. Say the earlier day first.")
        self.moment(known_at=second)
        wanted = [self.edition.listing(name) for name in sources] or self.edition.listings
        for listing in wanted:
            compared = differences.compared(listing, first, second)
            caution = " ".join(filter(None, (describe(listing).notice, compared.caution)))
            yield (
                replace(compared, caution=caution),
                differences.changes(self.edition, listing, first, second),
            )

    # -- stakes ------------------------------------------------------------------------------

    def stakes(self, **terms: Any) -> Stakes:
        """What is known of who owns whom.

        Args:
            terms: ``as_of`` and ``known_at``, as for `screen`.

        Raises:
            NoList: the library has no list.
        """
        return stakes_of(self.root, self.edition, self.index, self.moment(**terms))

    def stake_sets(self) -> list[Version]:
        """The sets of stakes, each in its newest version."""
        return [sets.of_set(self.root, name)[-1] for name in sets.names(self.root)]

    def stake_faults(self, name: str) -> Iterator[Fault]:
        """What is wrong with the newest version of a set of stakes.

        Raises:
            NoList: there is no such set.
        """
        return sets.faults(self.root, sets.of_set(self.root, name)[-1])

    def links(self, **terms: Any) -> list[Link]:
        """Which holders of stakes are, or may be, listed parties, whatever was decided of them.

        Args:
            terms: ``known_at``, as for `screen`.

        Raises:
            NoList: the library has no list.
        """
        used = sets.in_force(self.root, self.moment(**terms).known_at)
        return links_of(self.root, self.edition, self.index, used)

    @cached_property
    def ownership(self) -> Ownership:
        """Questions about who stands behind a party; see `Ownership`."""
        return Ownership(self)

    # -- lists in ----------------------------------------------------------------------------

    def bring(
        self,
        source: Source,
        files: Sequence[File],
        *,
        published: str | date | None = None,
        accept_shrink: bool = False,
    ) -> Taken:
        """Take a version of a list into the library; `build` puts it in force.

        Raises:
            ListRefused: the files are malformed, empty, shrunk or undated.
        """
        with disk.writing(self.root):
            return take(
                self.root,
                source,
                files,
                today=self.today,
                published=day(published) if published else None,
                accept_shrink=accept_shrink,
            )

    def bring_stakes(
        self,
        files: Sequence[File],
        *,
        name: str = "",
        published: str | date | None = None,
        accept_shrink: bool = False,
    ) -> Taken:
        """Take a version of a set of stakes into the library; it is in force at once.

        Args:
            files: every file of the version; which format they are in is told by their content.
            name: of the set; that of its register, else of the first file, if not said.
            published: when it came out, if the file does not say; else today.
            accept_shrink: take it even if more than a tenth of the stakes are gone.

        Raises:
            BadInput: the name is none, or is that of a list.
            ListRefused: the files are malformed, empty, shrunk or no stakes.
        """
        with disk.writing(self.root):
            self._forget()
            return sets.take(
                self.root,
                files,
                today=self.today,
                name=name,
                published=day(published) if published else None,
                accept_shrink=accept_shrink,
            )

    def decide(self, holder: str, party: str, decision: Decision) -> None:
        """Say whether a holder of stakes is a listed party.

        Raises:
            UnknownHolder: no set of stakes has the holder.
            UnknownParty: no list has the party.
        """
        sets.holder(self.root, holder, self.today)
        self.edition.number(party)
        with disk.writing(self.root):
            decisions.write(self.root, holder, party, decision, self.today)
        self._forget()

    def _forget(self) -> None:
        """What rests on stakes and decisions is asked anew."""
        self.__dict__.pop("ownership", None)
        self._desks.clear()
        self.registers.clear()

    def examine(self, *, repair: bool = False) -> list[Finding]:
        """What is wrong with the library on the disk; with ``repair``, what could not be mended.

        Raises:
            LibraryLocked: it is to be mended, and another process is writing to it.
        """
        if not repair:
            return list(doctor.examine(self.root))
        with disk.writing(self.root):
            return list(doctor.examine(self.root, self._build))

    def _build(self) -> Edition:
        return build(self.root, [facts.index], f"{facts.SIGNATURE}/{INDEX_SIGNATURE}")

    def build(self) -> Edition:
        """Put everything in the library in force, as one edition.

        Raises:
            NoList: when there is no version of any list.
        """
        with disk.writing(self.root):
            built = self._build()
        for name in ("edition", "index", "times", "ownership"):
            self.__dict__.pop(name, None)
        self._desks.clear()
        self.registers.clear()
        return built

    def moment(self, **days: Any) -> Moment:
        """The two days of a question, as of and known at; see `moment_of`."""
        return moment_of(self.terms(**days), self.today)

    def health(self, moment: Moment | None = None) -> list[Health]:
        """How well each list speaks for a day, or for today."""
        return every(self.root, moment or self.moment())
