"""A document read: who is in it, and what they were on its day and are on another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from caveat.screening.documents.document import Dated, Document
from caveat.screening.documents.found import Group, best_matches, grouped
from caveat.screening.documents.mentions import Spotted, countries_of, spot
from caveat.screening.documents.namesakes import without_namesakes
from caveat.screening.documents.reading import Found, Mention, Reading
from caveat.screening.documents.setting import Text, text_of
from caveat.screening.documents.short import Short, shorts
from caveat.screening.documents.tokens import words_of
from caveat.screening.screen import Desk
from caveat.subject import Subject, Type
from caveat.time import span

if TYPE_CHECKING:
    from caveat.screening.library import Library

Named = tuple[int, int, Type]
"""A name that a named-entity model found: from where to where in the text, and of what."""


def read_document(
    library: Library,
    document: Document,
    *,
    as_of: str | date | None = None,
    named: Sequence[Named] = (),
    **terms: Any,
) -> Reading:
    """Who is in a document, as of its day and as of another.

    Args:
        library: the lists.
        document: the document.
        as_of: the other day; today if not said.
        named: names that a model found in the text, for parties on no list.
        terms: as for `caveat.Library.screen`, without ``as_of``.

    Returns:
        The reading; nothing is proposed in it yet (`caveat.screening.documents.relations`).

    Raises:
        CannotAnswer: the lists needed are missing or, under ``strict``, stale.
    """
    now = library.desk(library.terms(as_of=as_of, **terms))
    dated, day, cautions = _day_of(document, library.today)
    then = library.desk(library.terms(as_of=day, **terms)) if day else None
    text = text_of(words_of(document), document)
    threshold = now.question.terms.threshold
    allowed = now.question.allowed
    if then is not None:
        allowed = np.logical_or(allowed, then.question.allowed)
    listed = spot(library.index, document, text, threshold, allowed)
    listed = without_namesakes(
        text, listed, _work_of(library), lambda party: countries_of(library.index, party, allowed)
    )
    owned = [_owned(desk, document, text, threshold) for desk in (then, now)]
    groups = grouped(listed, _free(owned[0], listed), _free(owned[1], listed))
    found = [_found(library, document, text, group, then, now) for group in groups]
    kept = [one for one in found if _ever(one)]
    kept = _with_shorts(document, text, kept)
    kept += _unlisted(document, text, kept, named, then, now)
    return Reading(
        document,
        dated,
        day,
        now.question.moment.as_of,
        tuple(kept),
        (),
        library.edition.id,
        now.question.used,
        tuple(dict.fromkeys((*document.cautions, *cautions, *now.question.cautions))),
    )


def _day_of(document: Document, today: date) -> tuple[Dated | None, date | None, list[str]]:
    """The day of a document: the last one that its date may mean."""
    if not document.dated:
        return None, None, ["The document does not say of what day it is: only the other day's "
                            "answer is given. Say its date to have both."]  # fmt: skip
    dated = document.dated[0]
    days = span(dated.day)
    if days.first > today:
        return dated, None, [f"The document's date, {dated.day}, lies in the future: only the "
                             "other day's answer is given."]  # fmt: skip
    return dated, min(days.last, today), []


_REASONS = 10
"""A note of so many words says why somebody is listed, and so what he does."""


def _work_of(library: Library) -> Callable[[int], tuple[str, ...]]:
    """What the lists say that a person does, by the number of the party."""

    def work(number: int) -> tuple[str, ...]:
        if library.index.type(number) != "person":
            return ()
        said = [one.statement for one in library.edition.party(number).statements]
        return tuple(
            one.value
            for one in said
            if one.prop == "position"
            or (one.prop in ("notes", "summary") and one.value.count(" ") >= _REASONS)
        )

    return work


def _owned(desk: Desk | None, document: Document, text: Text, threshold: float) -> list[Spotted]:
    if desk is None or desk.owned is None or desk.owned.index is None:
        return []
    return spot(desk.owned.index, document, text, threshold)


def _free(owned: Sequence[Spotted], listed: Sequence[Spotted]) -> list[Spotted]:
    """Those that stand at the place of a listed party's name, or over none."""
    taken = {place: (one.first, one.stop) for one in listed for place in range(one.first, one.stop)}
    return [
        one
        for one in owned
        if all(
            place not in taken or taken[place] == (one.first, one.stop)
            for place in range(one.first, one.stop)
        )
    ]


def _found(
    library: Library,
    document: Document,
    text: Text,
    group: Group,
    then: Desk | None,
    now: Desk,
) -> Found:
    name = group.fullest.asked
    if group.listed and all(one.matches[0].fact < 0 for one in group.places):
        name = library.edition.party(group.listed[0].matches[0].party).caption
    type = group.type(library.index.type)
    subject = Subject(name, type)
    matches = best_matches(group.listed)
    mentions = tuple(_mention(document, text, one) for one in group.places)
    return Found(
        " ".join(name.split()),
        type,
        mentions,
        then.settle(subject, matches, best_matches(group.owned[0])) if then else None,
        now.settle(subject, matches, best_matches(group.owned[1])),
    )


def _mention(document: Document, text: Text, one: Spotted) -> Mention:
    tokens = text.words.tokens
    start, end = tokens[one.first].start, tokens[one.stop - 1].end
    best = one.matches[0]
    return placed(document, text, start, end, "name", best.score, best.evidence)


def placed(
    document: Document,
    text: Text,
    start: int,
    end: int,
    how: Any,
    score: float | None = None,
    evidence: Any = (),
) -> Mention:
    """A mention at a place of the text."""
    block = document.block_at(start)
    turn = document.turn_of(block)
    return Mention(
        start,
        end,
        document.text[start:end],
        text.words.sentence(start, end),
        block.number,
        block.page,
        block.place,
        how,
        turn.speaker if turn else None,
        score,
        evidence,
    )


def _ever(one: Found) -> bool:
    return not one.now.clear or (one.then is not None and not one.then.clear)


def _with_shorts(document: Document, text: Text, kept: Sequence[Found]) -> list[Found]:
    short = shorts(document, text, kept)
    return [_joined(document, text, one, short[number]) for number, one in enumerate(kept)]


def _joined(document: Document, text: Text, one: Found, short: Sequence[Short]) -> Found:
    if not short:
        return one
    more = (placed(document, text, found.start, found.end, found.how) for found in short)
    mentions = sorted((*one.mentions, *more), key=lambda mention: mention.start)
    return replace(one, mentions=tuple(mentions))


def _unlisted(
    document: Document,
    text: Text,
    kept: Sequence[Found],
    named: Sequence[Named],
    then: Desk | None,
    now: Desk,
) -> list[Found]:
    """Names that a model found, and that are nobody's who was found before."""
    taken = [(one.start, one.end) for found in kept for one in found.mentions]
    free: dict[tuple[str, Type], list[tuple[int, int]]] = {}
    for start, end, type in sorted(named):
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        name = " ".join(document.text[start:end].split())
        if name:
            free.setdefault((name, type), []).append((start, end))
    fuller = sorted(free, key=lambda key: -len(key[0]))
    homes: dict[tuple[str, Type], tuple[str, Type]] = {}
    for key in fuller:
        words = key[0].split()
        homes[key] = next(
            (
                other
                for other in fuller
                if other[1] == key[1]
                and other != key
                and homes.get(other) == other
                and len(words) < len(other[0].split())
                and set(words) <= set(other[0].split())
            ),
            key,
        )
    found = []
    for key in free:
        if homes[key] != key:
            continue
        places = sorted(place for other in free if homes[other] == key for place in free[other])
        subject = Subject(key[0], key[1])
        mentions = tuple(
            placed(
                document,
                text,
                start,
                end,
                "name" if " ".join(document.text[start:end].split()) == key[0] else "short",
            )
            for start, end in places
        )
        answers = (then.settle(subject, ()) if then else None, now.settle(subject, ()))
        found.append(Found(key[0], key[1], mentions, *answers))
    return sorted(found, key=lambda one: one.mentions[0].start)
