"""Scorers of two names, each as its own project means it to be used.

A scorer says how alike two names are and nothing else: neither the lists nor the other names are
told to it. Those from `rapidfuzz` get both names in small Latin letters, which is kinder to them
than the raw text; nomenklatura and Caveat read scripts themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version

from followthemoney import model
from followthemoney.proxy import EntityProxy
from nomenklatura.matching import get_algorithm
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from caveat import Subject, compare
from caveat.match.score import DEFAULT_THRESHOLD
from caveat.subject import Type
from caveat.validation.plain import latin

Score = Callable[[str, Type, str, Type], float]
"""A name, what its bearer is, another name, what that one's is -> how alike they are."""

SCHEMAS = {
    "person": "Person",
    "organization": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "any": "LegalEntity",
}


@dataclass(frozen=True, slots=True)
class Scorer:
    """A way to score two names.

    Attributes:
        name: short, for JSON.
        title: for the report, with the version.
        score: in [0, 1].
        default: the threshold that its project sets; None where it sets none.
    """

    name: str
    title: str
    score: Score
    default: float | None


def _caveat(one: str, type: Type, other: str, other_type: Type) -> float:
    return compare(_subject(one, type), _subject(other, other_type)).score


@lru_cache(maxsize=1 << 16)
def _subject(name: str, type: Type) -> Subject:
    return Subject(name, type)


def _logic_v2() -> Score:
    algorithm = get_algorithm("logic-v2")
    if algorithm is None:
        raise SystemExit("This nomenklatura has no logic-v2. Install the bench group anew.")
    config = algorithm.default_config()

    def score(one: str, type: Type, other: str, other_type: Type) -> float:
        found = algorithm.compare(_entity(one, type), _entity(other, other_type), config)
        return float(found.score)

    return score


@lru_cache(maxsize=1 << 17)
def _entity(name: str, type: Type) -> EntityProxy:
    """An entity of its own id: nomenklatura keeps what it read of an entity by that."""
    entity = model.make_entity(SCHEMAS[type])
    entity.id = hashlib.blake2b(f"{type}/{name}".encode(), digest_size=12).hexdigest()
    entity.add("name", name)
    return entity


def _fuzz(scorer: Callable[[str, str], float], most: float) -> Score:
    def score(one: str, type: Type, other: str, other_type: Type) -> float:
        return scorer(latin(one), latin(other)) / most

    return score


def scorers() -> tuple[Scorer, ...]:
    """Every scorer, Caveat first."""
    fuzzy = f"rapidfuzz {version('rapidfuzz')}"
    return (
        Scorer("caveat", f"Caveat {version('caveat')}", _caveat, DEFAULT_THRESHOLD),
        Scorer("logic-v2", f"nomenklatura {version('nomenklatura')} logic-v2", _logic_v2(), 0.7),
        Scorer("token-sort", f"{fuzzy} token_sort_ratio", _fuzz(fuzz.token_sort_ratio, 100), None),
        Scorer("wratio", f"{fuzzy} WRatio", _fuzz(fuzz.WRatio, 100), None),
        Scorer("jaro-winkler", f"{fuzzy} Jaro-Winkler", _fuzz(JaroWinkler.similarity, 1), None),
    )
