"""Subjects in, screenings out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caveat.library.edition import Edition, Listing
from caveat.library.timeline import Moment, NotBefore, designations
from caveat.match.index import Index, Match
from caveat.party import Designation, Party, captions
from caveat.screening.answer import Hit, Screening
from caveat.screening.owned import Owned
from caveat.screening.question import Question
from caveat.subject import Subject

_ORDER = {"listed": 0, "possible": 1, "not listed": 2}
_SPARE = 3
"""How many times the hits asked for are fetched: some turn out not to be listed on the day."""

_REMEMBERED = 4096
"""How many parties a desk remembers, so that a long batch stays in bounded memory."""


class Desk:
    """Answers subjects under one question; remembers the parties that it has shown."""

    def __init__(
        self,
        edition: Edition,
        index: Index,
        question: Question,
        not_before: NotBefore,
        owned: Owned | None = None,
    ) -> None:
        self.question = question
        self._edition = edition
        self._index = index
        self._not_before = not_before
        self._owned = owned
        self._known: dict[int, tuple[Party, tuple[Designation, ...]] | None] = {}

    def answer(self, subjects: Sequence[Subject]) -> list[Screening]:
        """One screening a subject, in their order."""
        fetch = self.question.terms.limit * _SPARE
        found = self._search(subjects, fetch)
        answers = [
            self._screening(subject, *self._enough(subject, matches, fetch))
            for subject, matches in zip(subjects, found, strict=True)
        ]
        if self._owned is None:
            return answers
        terms = self.question.terms
        owned = self._owned.search(subjects, terms.limit, terms.threshold)
        return [replace(one, owned=hits) for one, hits in zip(answers, owned, strict=True)]

    @property
    def owned(self) -> Owned | None:
        """Those blocked by ownership; None if the terms do not ask for them."""
        return self._owned

    def settle(
        self, subject: Subject, matches: Sequence[Match], owned: Sequence[Match] = ()
    ) -> Screening:
        """The answer for a subject that has been searched for already.

        Args:
            subject: who was asked about.
            matches: the parties that it may be, on whatever day; those that were certainly not
                listed on the day of the question are left out.
            owned: the same, of `owned`.

        Returns:
            The answer; its threshold is the least score of its hits, where the search went below
            that of the question.
        """
        ranked = sorted(matches, key=lambda match: (-match.score, match.party))
        hits = [hit for match in ranked if (hit := self._hit(match)) is not None]
        answer = self._screening(subject, hits, False)
        least = min((hit.score for hit in answer.hits), default=answer.threshold)
        answer = replace(answer, threshold=min(answer.threshold, least))
        if self._owned is None or not owned:
            return answer
        return replace(answer, owned=self._owned.hits(owned))

    def _search(self, subjects: Sequence[Subject], fetch: int) -> list[list[Match]]:
        question = self.question
        return self._index.search(
            subjects, limit=fetch, threshold=question.terms.threshold, allowed=question.allowed
        )

    def _enough(
        self, subject: Subject, matches: Sequence[Match], fetch: int
    ) -> tuple[list[Hit], bool]:
        """The hits among the matches, and whether there may be more parties than were fetched.

        Where the best matches were not listed on the day, more are fetched: a party that was must
        not be missed for them.
        """
        while True:
            hits = [hit for match in matches if (hit := self._hit(match)) is not None]
            if len(matches) < fetch or len(hits) >= self.question.terms.limit:
                return hits, len(matches) == fetch
            fetch *= 4
            (matches,) = self._search([subject], fetch)

    def _screening(self, subject: Subject, hits: Sequence[Hit], more: bool) -> Screening:
        question = self.question
        cautions = question.cautions
        if any(hit.status == "possible" for hit in hits):
            cautions = (
                *cautions,
                "For a hit marked possible, the data cannot tell whether it was listed on "
                f"{question.moment.as_of}: see its designations.",
            )
        if more or len(hits) > question.terms.limit:
            cautions = (
                *cautions,
                f"More parties may match than the {question.terms.limit} shown: "
                "ask with a higher limit, or say more about the subject.",
            )
        return Screening(
            subject,
            tuple(hits[: question.terms.limit]),
            question.moment.as_of,
            question.moment.known_at,
            self._edition.id,
            question.terms.threshold,
            question.used,
            cautions,
        )

    def _hit(self, match: Match) -> Hit | None:
        known = self._party(match.party)
        if known is None:
            return None
        party, found = known
        name, kind = party.caption, "identifier"
        if match.fact >= 0:
            fact = self._index.fact(match.fact)
            name, kind = fact.value, fact.kind
        return Hit(party, match.score, name, kind, match.evidence, found)

    def _party(self, number: int) -> tuple[Party, tuple[Designation, ...]] | None:
        """A party as it could be known; None if it was certainly not listed on the day."""
        if number not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[number] = self._look(number)
        return self._known[number]

    def _look(self, number: int) -> tuple[Party, tuple[Designation, ...]] | None:
        whole = self._edition.party(number)
        question = self.question
        found = designations(whole, question.listings, question.moment, self._not_before)
        if all(one.status == "not listed" for one in found):
            return None
        party = visible(whole, question.listings, question.moment)
        return party, tuple(sorted(found, key=lambda one: _ORDER[one.status]))


def visible(whole: Party, listings: Sequence[Listing], moment: Moment) -> Party:
    """A party as some lists showed it on the day of knowledge."""
    newest = {listing.source: listing.ordinal(moment.known_at) for listing in listings}
    seen = tuple(
        dated for dated in whole.statements if dated.ordinals[0] <= newest.get(dated.source, -1)
    )
    sources = tuple(dict.fromkeys(dated.source for dated in seen))
    named = captions(dated.statement for dated in seen)
    return Party(whole.id, whole.schema, named.get(whole.id, whole.caption), sources, seen)
