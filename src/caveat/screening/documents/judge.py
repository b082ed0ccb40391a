"""Whether a match of words in a text is a mention: what the index cannot know of a text.

The index says how much a window's words are worth as a listed name. A text has many words that
are no names, so more is asked here: how much the words tell, whether any word of the listed name
is missing, and what stands around them. Each threshold has its reason beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caveat.match.align import Lexicon, TokenPair
from caveat.match.evidence import Evidence
from caveat.match.facts import FactKind
from caveat.names.known import known_names
from caveat.screening.documents import cues
from caveat.screening.documents.setting import Setting, acronym
from caveat.screening.documents.windows import weightless
from caveat.subject import Type

TOLD = 0.8
"""What a person's words must tell together: Igor Sechin does, Muhammad Ali (0.5) does not."""

TOLD_SUPPORTED = 0.55
"""The same where the text speaks of the party's country, and every word of the name is there."""

TOLD_SURNAME = 0.6
"""What a family name must tell beside initials: Chemezov does, Ivanov does not."""

TOLD_MISSING = 0.95
"""What the words must tell together where the listed person has another name besides."""

DISTINCT = 0.5
"""What those words of a company's name must tell that are no common words."""

DISTINCT_MISSING = 0.7
"""The same where the listed name has more words."""

MISSING = 0.32
"""The most of a listed company's name that may be missing, and only words that say what kind of
company it is: Kalashnikov for Kalashnikov Concern."""

WHOLE = 0.08
"""A listed name that lacks no more than this lacks legal forms only."""

SHORTEST = 4
"""Letters of a company's name of one word, that is no acronym."""

_SAME = ("exact", "order", "company form", "glued")
_HEARD = 0.94
"""A word that is alike so much is the same name written otherwise."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a match is worth in a text.

    Attributes:
        weight: how much its words tell: among windows that overlap the greater one is kept.
        words: how many of its words say something.
    """

    weight: float
    words: int


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a match, by what became of them."""

    matched: tuple[TokenPair, ...]
    initials: int
    missing: tuple[TokenPair, ...]
    extra: tuple[TokenPair, ...]
    told: float
    lack: float

    @property
    def same(self) -> bool:
        """Whether every word that matched is the same name, however it is written."""
        return all(pair.how in _SAME or pair.similarity >= _HEARD for pair in self.matched)


def judge(
    evidence: Evidence,
    kind: FactKind,
    type: Type,
    countries: frozenset[str],
    lexicon: Lexicon,
    setting: Setting,
) -> Judged | None:
    """What a match is worth as a mention; None if it is none.

    Args:
        evidence: the names, word by word.
        kind: of the listed name.
        type: of the listed party.
        countries: of the listed party.
        lexicon: what is known of words.
        setting: what stands around the words.
    """
    words = _sort(evidence.tokens, lexicon)
    if not words.matched or setting.elsewhere:
        return None
    if type == "any":
        type = "person" if _personal(words) else "organization"
    if type == "person":
        good = _person(words, kind, countries, lexicon, setting)
    elif type == "vessel":
        good = words.same and words.lack <= WHOLE and not words.extra and setting.ship
    elif type == "aircraft":
        good = words.same and words.lack <= WHOLE and any(map(str.isdigit, evidence.subject + "-"))
        good = good and "-" in evidence.subject
    else:
        good = _company(words, kind, countries, lexicon, setting)
    if not good:
        return None
    return Judged(words.told, len(words.matched) + words.initials)


def _sort(pairs: Sequence[TokenPair], lexicon: Lexicon) -> _Words:
    matched, missing, extra = [], [], []
    initials = 0
    told = 0.0
    for pair in pairs:
        if pair.subject and pair.listed:
            if pair.how == "initial":
                initials += 1
            elif not weightless(pair.subject) or not weightless(pair.listed):
                matched.append(pair)
                told += _told(pair, lexicon)
        elif pair.listed:
            missing.append(pair)
        elif not weightless(pair.subject):
            extra.append(pair)
    solid = tuple(pair for pair in missing if not weightless(pair.listed))
    lack = sum(pair.weight for pair in missing)
    return _Words(tuple(matched), initials, solid, tuple(extra), told, lack)


def _told(pair: TokenPair, lexicon: Lexicon) -> float:
    """How much a pair of words tells: as much as the one that tells less."""
    sides = []
    for side in (pair.subject, pair.listed):
        sides.append(sum(lexicon.rarity(word) for word in side.split()))
    return min(sides) * pair.similarity


def _personal(words: _Words) -> bool:
    """Whether the words are a person's name, as far as words can tell."""
    names = [pair.subject for pair in words.matched]
    return len(names) + words.initials > 1 and bool(known_names(names).all())


def _person(
    words: _Words,
    kind: FactKind,
    countries: frozenset[str],
    lexicon: Lexicon,
    setting: Setting,
) -> bool:
    count = len(words.matched)
    near = bool(countries & (setting.countries | setting.text.countries))
    if len(words.extra) > 1:
        return False
    if count >= 2:
        if words.told >= (TOLD if not words.missing else TOLD_MISSING):
            return kind != "weak_alias" or near
        whole = not words.missing and not words.extra and words.same
        return whole and near and words.told >= TOLD_SUPPORTED and kind != "weak_alias"
    if words.initials and not words.extra:
        return words.told >= TOLD_SURNAME and words.same and kind != "weak_alias"
    return False


def _company(
    words: _Words,
    kind: FactKind,
    countries: frozenset[str],
    lexicon: Lexicon,
    setting: Setting,
) -> bool:
    if words.extra or setting.product:
        return False
    place = bool(countries & setting.countries)
    distinct = [p for p in words.matched if _distinct(p.subject, setting)]
    tells = sum(_told(pair, lexicon) for pair in distinct)
    if len(words.matched) == 1 and not words.initials:
        return _single(words, tells, kind, countries, setting)
    if setting.longer and words.lack > WHOLE:
        return False
    if words.lack <= WHOLE:
        if tells >= DISTINCT:
            return kind != "weak_alias" or setting.company or place
        named = any(cues.countries_of(p.subject) for p in words.matched)
        body = any(cues.says_company(p.subject) for p in words.matched)
        if named and body:
            return True
        return len(words.matched) > 2 or setting.form or (place and body) or setting.quoted
    return tells >= DISTINCT_MISSING and words.lack <= MISSING and words.same


def _distinct(word: str, setting: Setting) -> bool:
    """Whether a word tells one company from others: no common word, no country."""
    parts = word.split()
    return not all(setting.common(p) or cues.countries_of(p) for p in parts)


def _single(
    words: _Words, tells: float, kind: FactKind, countries: frozenset[str], setting: Setting
) -> bool:
    """A company's name of one word."""
    (pair,) = words.matched
    token = setting.text.words.tokens[setting.first]
    if not words.same or setting.longer or (setting.cased and token.look == "lower"):
        return False
    if words.lack > MISSING:
        return False
    near = bool(countries & (setting.countries | setting.text.countries))
    ordinary = not tells or bool(known_names([pair.subject])[0])
    short = len(pair.subject) < SHORTEST + 1 or (acronym(token.text) and not setting.loud)
    if kind == "weak_alias" or ordinary:
        return setting.form or (setting.company and (near or words.lack <= WHOLE))
    if short:
        return words.lack <= WHOLE and (near or setting.company) and len(pair.subject) > 2
    if words.lack > WHOLE:
        return all(setting.common(p.listed) or cues.says_company(p.listed) for p in words.missing)
    return True
