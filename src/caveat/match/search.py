"""Subjects against an index: candidates by their letters, then evidence for the few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from caveat.match import evidence as say
from caveat.match.asked import Asked, asked, estimates
from caveat.match.bulk import worths
from caveat.match.evidence import Evidence, Known
from caveat.match.facts import KINDS, FactKind
from caveat.match.grams import all_near
from caveat.match.rows import Rows
from caveat.match.score import least_name, score
from caveat.names.name import Name, read_names, read_text
from caveat.subject import Subject

if TYPE_CHECKING:
    from caveat.match.index import Index, Match

_ESTIMATE = 0.4
"""Names with a lesser part in common (cosine of what their words tell) are no candidates; all
others are, however many, so that whether a pair matches depends on the pair alone."""

_ALONE, _ESTIMATE_ALONE = 0.75, 0.45
"""Where a name must be worth so much by itself, it needs a larger part in common."""

_ESTIMATE_BROAD = 0.2
"""The same for initials with a surname, and for texts with a name somewhere in them."""

_SLACK = 0.04
"""How much less than wanted a name may seem worth in bulk and still be compared word by word."""

_PAIRS = 200_000
"""So many pairs are weighed at once."""

_WEAK = KINDS.index("weak_alias")


def search(
    index: Index,
    subjects: Sequence[Subject],
    limit: int,
    threshold: float,
    allowed: npt.NDArray[np.bool_] | None,
) -> list[list[Match]]:
    """See `caveat.match.index.Index.search`."""
    from caveat.match.index import Match

    names = [(n, written, name) for n, s in enumerate(subjects)
             for written in s.names for name in read_text(written, s.type)]  # fmt: skip
    least = [least_of(threshold, subject) for subject in subjects]
    best: defaultdict[int, dict[int, Evidence]] = defaultdict(dict)
    for n, written, name, row, columns in _candidates(index, names, least, allowed):
        _compare(index, best[n], written, name, row, columns, allowed, least[n])
    found: list[list[Match]] = []
    for n, subject in enumerate(subjects):
        if n not in best and not subject.identifiers:
            found.append([])
            continue
        named = best[n]
        numbers = _by_number(index, subject, allowed)
        matches = []
        for party in named.keys() | numbers:
            pieces = _evidence(index, subject, party, named.get(party), allowed)
            total = score(pieces)
            if total >= threshold:
                fact = named[party].fact if party in named else -1
                matches.append(Match(party, total, fact, pieces))
        matches.sort(key=lambda match: (-match.score, match.party))
        found.append(matches[:limit])
    return found


def least_of(threshold: float, subject: Subject) -> float:
    """The least that a name must be worth, by what else is known of the subject."""
    gains = [
        (bool(subject.birth_date), say.BIRTH_DAY),
        (bool(subject.countries), say.COUNTRY_SAME),
        (bool(subject.addresses), say.ADDRESS_SAME),
        (bool(subject.identifiers), say.IDENTIFIER),
    ]
    return least_name(threshold, [gain for known, gain in gains if known])


def _candidates(
    index: Index,
    names: Sequence[tuple[int, str, Name]],
    enough: Sequence[float],
    allowed: npt.NDArray[np.bool_] | None,
) -> Iterator[tuple[int, str, Name, int, npt.NDArray[np.int64]]]:
    """For each name the rows that may be worth a hit, with their facts."""
    if not names:
        return
    batch = asked([name for *_, name in names], index.rows, index.memory)
    columns = index.rows.columns if allowed is None else index.only(allowed)
    wanted = np.array([enough[n] for n, *_ in names], np.float32)
    who, which = likely(batch, index.rows, columns, wanted)
    for i, row in zip(who.tolist(), which.tolist(), strict=True):
        n, written, name = names[i]
        facts = index.row_facts[index.row_starts[row] : index.row_starts[row + 1]]
        yield n, written, name, row, facts


def likely(
    batch: Asked, rows: Rows, columns: csr_matrix, enough: npt.NDArray[np.float32]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The pairs of a name and a row that may be worth a hit, by what they seem worth in bulk.

    Args:
        batch: the names.
        rows: the listed names.
        columns: those of them that may be used.
        enough: the least that each name must be worth; of shape (names,).

    Returns:
        The place of the name and the row, of each pair.
    """
    parts = estimates(batch, columns.shape[0])
    broad = batch.initials | batch.loose | batch.cut
    found = [
        (places, all_near(parts[places] if broad.any() else parts, columns, least))
        for places, least in (
            (np.flatnonzero(~broad), _ESTIMATE),
            (np.flatnonzero(broad), _ESTIMATE_BROAD),
        )
        if len(places)
    ]
    none = np.zeros(0, np.int64)
    if not found:
        return none, none
    which = np.concatenate([near.indices for _, near in found]).astype(np.int64)
    if not len(which):
        return none, none
    who = np.concatenate([np.repeat(places, np.diff(near.indptr)) for places, near in found])
    wanted = enough[who] - _SLACK
    part = np.concatenate([near.data for _, near in found])
    some = (part >= _ESTIMATE_ALONE) | (wanted < _ALONE - _SLACK) | (broad | _lettered(batch))[who]
    who, which, wanted = who[some], which[some], wanted[some]
    good = np.concatenate(
        [
            worths(batch, who[at : at + _PAIRS], rows, which[at : at + _PAIRS])
            for at in range(0, len(who), _PAIRS)
        ]
        or [np.zeros(0, np.float32)]
    )
    worth = good >= wanted
    return who[worth], which[worth]


def _lettered(batch: Asked) -> npt.NDArray[np.bool_]:
    """Which names have a word of one letter: an initial has next to nothing in common by its look
    with the name that it stands for, and is worth much beside a surname."""
    owner = np.repeat(np.arange(len(batch.person)), np.diff(batch.ends))
    lettered: npt.NDArray[np.bool_] = np.bincount(owner, batch.letter > 0, len(batch.person)) > 0
    return lettered


def _compare(
    index: Index,
    best: dict[int, Evidence],
    written: str,
    name: Name,
    row: int,
    facts: npt.NDArray[np.int64],
    allowed: npt.NDArray[np.bool_] | None,
    least: float,
) -> None:
    """Compare a name with a row, and note it for every party that bears it best so."""
    usable = facts if allowed is None else facts[allowed[facts]]
    if not len(usable):
        return
    first = index.fact(int(usable[0]))
    listed = read_names(first.value, index.type(first.party))
    fact = int(usable[0])
    piece = max(
        (
            say.by_name(written, name, first.value, one, fact, index.lexicon, least)
            for one in listed
        ),
        key=lambda one: one.weight,
    )
    if piece.weight < least:
        return
    for fact, party in zip(usable.tolist(), index.party_of(usable).tolist(), strict=True):
        known = best.get(party)
        if known is None or _better(index, party, piece.weight, fact, known):
            best[party] = Evidence(
                "name", "for", piece.weight, written, index.value(fact), fact, piece.tokens
            )


def _better(index: Index, party: int, weight: float, fact: int, known: Evidence) -> bool:
    """Whether a name says more than the one known: a weak alias is worth what it counts for."""

    def worth(value: float, number: int) -> tuple[float, int]:
        kind = int(index.kinds[number])
        return (value * (1 + say.weak(index.type(party))) if kind == _WEAK else value, -kind)

    return worth(weight, fact) > worth(known.weight, known.fact)


def _evidence(
    index: Index,
    subject: Subject,
    party: int,
    name: Evidence | None,
    allowed: npt.NDArray[np.bool_] | None,
) -> tuple[Evidence, ...]:
    """Everything that speaks for or against a party."""
    pieces: list[Evidence | None] = [name]
    if name is not None and index.kinds[name.fact] == _WEAK:
        pieces.append(say.by_weak_alias(name.listed, name.fact, index.type(party)))
    if subject.identifiers:
        pieces.append(say.by_identifier(subject, _known(index, party, "identifier", allowed)))
    if subject.birth_date:
        pieces.append(say.by_birth_date(subject, _known(index, party, "birth_date", allowed)))
    if subject.countries:
        pieces.append(say.by_country(subject, _known(index, party, "country", allowed)))
    if subject.gender:
        pieces.append(say.by_gender(subject, _known(index, party, "gender", allowed)))
    if subject.addresses:
        pieces.append(say.by_address(subject, _known(index, party, "address", allowed)))
    pieces.append(say.by_type(subject, index.type(party)))
    return tuple(piece for piece in pieces if piece is not None)


def _known(
    index: Index, party: int, kind: FactKind, allowed: npt.NDArray[np.bool_] | None
) -> Known:
    start, stop = int(index.starts[party]), int(index.starts[party + 1])
    usable = index.kinds[start:stop] == KINDS.index(kind)
    if allowed is not None:
        usable = usable & allowed[start:stop]
    return [(start + int(i), index.value(start + int(i))) for i in np.flatnonzero(usable)]


def _by_number(index: Index, subject: Subject, allowed: npt.NDArray[np.bool_] | None) -> set[int]:
    """The parties that have one of the subject's identifiers."""
    found: set[int] = set()
    for text in subject.identifiers:
        facts = index.with_number(text)
        if allowed is not None:
            facts = facts[allowed[facts]]
        found.update(index.party_of(facts).tolist())
    return found
