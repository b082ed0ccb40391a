"""Two subjects against each other, with the same evidence as a search."""

from __future__ import annotations

from dataclasses import dataclass

from caveat.match import evidence as say
from caveat.match.align import Lexicon
from caveat.match.evidence import Evidence, Known
from caveat.match.score import score
from caveat.names.countries import code
from caveat.names.known import tell
from caveat.names.name import read_names
from caveat.names.senses import senses
from caveat.subject import Subject


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two subjects are.

    Attributes:
        score: in [0, 1].
        evidence: what the score was computed from.
    """

    score: float
    evidence: tuple[Evidence, ...]


def compare(left: Subject, right: Subject) -> Comparison:
    """Compare two subjects; without an index, no word is rarer than others on the list.

    >>> compare(Subject("Сергей Чемезов"), Subject("CHEMEZOV Sergei")).score > 0.9
    True
    """
    pieces: list[Evidence] = []
    if left.names and right.names:
        pieces.append(_best_name(left, right))
    known = {
        "identifier": _known(right.identifiers),
        "birth date": _known((right.birth_date,) if right.birth_date else ()),
        "country": _known(tuple(map(code, right.countries))),
        "gender": _known((right.gender,) if right.gender else ()),
        "address": _known(right.addresses),
    }
    more = (
        say.by_identifier(left, known["identifier"]),
        say.by_birth_date(left, known["birth date"]),
        say.by_country(left, known["country"]),
        say.by_gender(left, known["gender"]),
        say.by_type(left, right.type),
        say.by_address(left, known["address"]),
    )
    pieces += [one for one in more if one is not None]
    return Comparison(score(pieces), tuple(pieces))


def _known(values: tuple[str, ...]) -> Known:
    return [(-1, value) for value in values]


def _best_name(left: Subject, right: Subject) -> Evidence:
    return max(
        (
            say.by_name(mine, one, theirs, other, -1, _PLAIN)
            for mine in left.names
            for theirs in right.names
            for one in read_names(mine, left.type)
            for other in read_names(theirs, right.type)
        ),
        key=lambda one: one.weight,
    )


_PLAIN = Lexicon(tell, senses)
