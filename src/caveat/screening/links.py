"""Links: which holders of stakes are listed parties, and how that is known.

A holder that shares an identifier with a listed party, and whose name, country or LEI agrees, is
that party. One that only a name finds is *proposed*, with its evidence, and counts as possible
until somebody confirms or refuses it. Nothing is assumed in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from caveat.errors import UnknownParty
from caveat.library.edition import Edition
from caveat.match.evidence import Evidence
from caveat.match.index import Index, Match
from caveat.screening.decisions import Decision
from caveat.stake import Holder
from caveat.subject import Subject

THRESHOLD = 0.95
"""The least score at which a link is proposed. A whole network hangs on it, so it is higher than
that of a hit; birth date and country count as they do there."""

_LIMIT = 5
_CHUNK = 512
_ALIKE = 0.5
"""The least likeness of names at which the same identifier is no chance."""

_LEI = re.compile(r"[A-Z0-9]{18}\d{2}")

State = Literal["by identifier", "confirmed", "proposed", "refused"]


@dataclass(frozen=True, slots=True)
class Link:
    """A holder that is, or may be, a listed party.

    Attributes:
        holder: its id, with the name of its set (``uk-psc/01234567``).
        name: its name, as the set has it.
        party: id of the listed party.
        caption: its name.
        score: in [0, 1], of the matcher; 0 if people alone say so.
        evidence: what speaks for and against.
        state: ``by identifier`` and ``confirmed`` are certain; ``proposed`` is only possible;
            ``refused`` counts for nothing.
    """

    holder: str
    name: str
    party: str
    caption: str
    score: float
    evidence: tuple[Evidence, ...]
    state: State

    @property
    def certain(self) -> bool:
        """Whether the holder is the party."""
        return self.state in ("by identifier", "confirmed")

    @property
    def possible(self) -> bool:
        """Whether it may be, and nobody has settled it."""
        return self.state == "proposed"


def find(
    holders: Iterable[Holder], edition: Edition, index: Index, threshold: float = THRESHOLD
) -> Iterator[Link]:
    """The links of holders to the parties of an edition, as they are before anybody decides.

    Args:
        holders: with ids unique in the library.
        edition: the lists.
        index: its index.
        threshold: the least score of a link by name.
    """
    rows = iter(holders)
    while chunk := list(islice(rows, _CHUNK)):
        named = [(holder, _subject(holder)) for holder in chunk if _subject(holder) is not None]
        subjects = [subject for _, subject in named if subject is not None]
        by_name = _by_name(subjects, index, threshold)
        for (holder, _), subject, matches in zip(named, subjects, by_name, strict=True):
            found: dict[int, tuple[Match, State]] = {
                match.party: (match, "proposed") for match in matches
            }
            for match in _by_identifier(subject, index):
                state = _state(match)
                if state != "proposed" or match.score >= threshold:
                    found[match.party] = (match, state)
            for match, state in found.values():
                yield _link(holder, match, state, edition)


def decided(
    found: Iterable[Link], decisions: Mapping[tuple[str, str], Decision], edition: Edition
) -> list[Link]:
    """Links as people decided them; one that only people know is added.

    Args:
        found: as `find` gives them.
        decisions: holder and party -> what was decided.
        edition: for the captions.
    """
    links = {(link.holder, link.party): link for link in found}
    captions: dict[str, str] = {}
    for (holder, party), decision in decisions.items():
        known = links.get((holder, party))
        if known is None and decision == "confirmed":
            captions.setdefault(party, _caption(edition, party))
            known = Link(holder, "", party, captions[party], 0.0, (), "confirmed")
        if known is not None:
            links[holder, party] = replace(known, state=decision)
    return sorted(links.values(), key=lambda link: (link.holder, -link.score, link.party))


def _caption(edition: Edition, party: str) -> str:
    try:
        row = edition.parties.slice(edition.number(party), 1).to_pylist()[0]
    except UnknownParty:  # decided while its list was in the library
        return party
    return str(row["caption"])


def _subject(holder: Holder) -> Subject | None:
    if not holder.name.strip() and not holder.identifiers:
        return None
    return Subject(
        name=holder.name,
        type=holder.type,
        aliases=holder.aliases,
        birth_date=holder.birth_date,
        countries=holder.countries,
        identifiers=holder.identifiers,
    )


def _by_name(subjects: Sequence[Subject], index: Index, threshold: float) -> list[list[Match]]:
    """Matches without identifiers: with them, the matcher looks at names far less alike."""
    named = [
        (place, replace(subject, identifiers=()))
        for place, subject in enumerate(subjects)
        if subject.name.strip()
    ]
    found: list[list[Match]] = [[] for _ in subjects]
    matches = index.search([subject for _, subject in named], limit=_LIMIT, threshold=threshold)
    for (place, _), one in zip(named, matches, strict=True):
        found[place] = one
    return found


def _by_identifier(subject: Subject, index: Index) -> list[Match]:
    """Matches of the parties that have one of the subject's identifiers."""
    if not any(len(index.with_number(text)) for text in subject.identifiers):
        return []
    (found,) = index.search([subject], limit=10 * _LIMIT, threshold=0.0)
    return [match for match in found if _piece(match, "identifier") is not None]


def _state(match: Match) -> State:
    """Whether the same identifier settles it: registers use the same short numbers."""
    number, name = _piece(match, "identifier"), _piece(match, "name")
    country, kind = _piece(match, "country"), _piece(match, "type")
    same = (
        (number is not None and bool(_LEI.fullmatch(number.subject.strip().upper())))
        or (name is not None and name.weight >= _ALIKE)
        or (country is not None and country.verdict == "for")
    )
    return "by identifier" if same and kind is None else "proposed"


def _piece(match: Match, kind: str) -> Evidence | None:
    return next((piece for piece in match.evidence if piece.kind == kind), None)


def _link(holder: Holder, match: Match, state: State, edition: Edition) -> Link:
    party = edition.parties.slice(match.party, 1).to_pylist()[0]
    return Link(
        holder.id, holder.name, party["id"], party["caption"], match.score, match.evidence, state
    )
