"""Whether a match of words in a text is a mention: what the index cannot know of a text.

The index says how much a window's words are worth as a listed name. A text has many words that
are no names, so more is asked here: how much the words tell, whether any word of the listed name
is missing, and what stands around them (`caveat.screening.documents.thresholds`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from caveat.match.align import Lexicon, TokenPair
from caveat.match.evidence import Evidence
from caveat.match.facts import FactKind
from caveat.names.forms import is_plain_form
from caveat.names.known import known_names
from caveat.names.native import unvowelled
from caveat.names.script import skeleton, sound
from caveat.names.script import words as folded
from caveat.screening.documents import cues
from caveat.screening.documents.setting import Setting, acronym
from caveat.screening.documents.thresholds import (
    CONSONANTS,
    DISTINCT,
    DISTINCT_MISSING,
    DISTINCT_SURE,
    HEARD,
    HEARD_LEAST,
    INITIAL_TOLD,
    LEAST,
    LEAST_BARE,
    LEAST_BARE_BODY,
    LEAST_HEARD,
    LEAST_SPELT,
    LOWER_LEAST,
    MISSING,
    MISSING_GENERIC,
    SAME,
    SCORE_MISSING,
    SHORT_FORM,
    SHORTEST,
    SIMILAR_BARE,
    TOLD,
    TOLD_BARE_MISSING,
    TOLD_GOES_ON,
    TOLD_MISSING,
    TOLD_MISSING_MANY,
    TOLD_MISSING_SPELT,
    TOLD_SPELT,
    TOLD_SUPPORTED,
    TOLD_SURNAME,
    TOLD_THREE,
    WHOLE,
)
from caveat.screening.documents.windows import weightless
from caveat.subject import Type


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
        return all(pair.how in SAME or pair.similarity >= HEARD for pair in self.matched)


def judge(
    score: float,
    evidence: Evidence,
    kind: FactKind,
    type: Type,
    countries: frozenset[str],
    lexicon: Lexicon,
    setting: Setting,
    several: bool = False,
) -> Judged | None:
    """What a match is worth as a mention; None if it is none.

    Args:
        score: of the match.
        evidence: the names, word by word.
        kind: of the listed name.
        type: of the listed party.
        countries: of the listed party.
        lexicon: what is known of words.
        setting: what stands around the words.
        several: whether several lists have exactly this name.
    """
    bare = unvowelled(evidence.subject[:1]) or unvowelled(evidence.subject[-1:])
    words = _sort(evidence.tokens, lexicon, bare)
    if evidence.listed.count(",") > 1:  # a list has written many names as one
        words = replace(words, missing=())
    if not words.matched or setting.elsewhere or score < _least(words, type, setting, bare):
        return None
    if type == "any":
        type = "person" if _personal(words) else "organization"
    if type == "person":
        good = _person(score, words, kind, countries, setting, bare)
    elif type == "vessel":
        ship = setting.ship or (setting.stop - setting.first > 1 and setting.among_ships)
        good = words.same and words.lack <= WHOLE and not words.extra and ship
    elif type == "aircraft":
        good = words.same and words.lack <= WHOLE and "-" in evidence.subject
    else:
        sure = not bare or score >= LEAST_BARE_BODY
        listed = evidence.listed
        good = sure and _company(words, kind, countries, lexicon, setting, bare, listed, several)
    if not good:
        return None
    weight = words.told + INITIAL_TOLD * words.initials
    return Judged(weight, len(words.matched) + words.initials)


def _least(words: _Words, type: Type, setting: Setting, bare: bool) -> float:
    if bare:
        return LEAST_BARE
    spelt = type == "person" and setting.changed and words.same and not words.extra
    if spelt and len(words.matched) > 1 and words.told >= TOLD_SPELT and len(words.missing) < 2:
        return LEAST_SPELT
    if type == "person" and words.same and not words.extra and len(words.missing) == 1:
        father = words.missing[0].listed.endswith(cues.FATHERS)
        if father and len(words.matched) > 1 and words.told >= TOLD_SPELT:
            return LEAST_SPELT
    if type != "person" and len(words.matched) == 1 and words.same and words.lack <= WHOLE:
        long = len(words.matched[0].subject) >= HEARD_LEAST
        return LEAST_HEARD if long and words.told >= TOLD_SURNAME else LEAST
    return LEAST


def _sort(pairs: Sequence[TokenPair], lexicon: Lexicon, bare: bool) -> _Words:
    matched, missing, extra = [], [], []
    initials = 0
    told = 0.0
    for pair in pairs:
        if pair.subject and pair.listed:
            if pair.how == "initial":
                initials += 1
            elif not weightless(pair.subject) or not weightless(pair.listed):
                matched.append(pair)
                told += lexicon.rarity(pair.listed.split()[0]) if bare else _told(pair, lexicon)
        elif pair.listed:
            missing.append(pair)
        elif not weightless(pair.subject):
            extra.append(pair)
    solid = tuple(pair for pair in missing if not _light(pair.listed))
    lack = sum(pair.weight for pair in solid)
    return _Words(tuple(matched), initials, solid, tuple(extra), told, lack)


_PARTICLES = frozenset("al el bin ibn bint of the and for de la le du van von der ul ur".split())


def _light(word: str) -> bool:
    """Whether a listed word may be missing: a particle or a legal form."""
    return word in _PARTICLES or (len(word) > 1 and is_plain_form(word))


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
    score: float,
    words: _Words,
    kind: FactKind,
    countries: frozenset[str],
    setting: Setting,
    bare: bool,
) -> bool:
    count = len(words.matched)
    near = bool(countries & (setting.countries | setting.text.countries))
    whole = not words.missing and not words.extra
    if len(words.extra) > 1 or (words.extra and words.missing and score < SCORE_MISSING):
        return False
    if bare:
        return _bare_person(score, words, kind, near, setting)
    if setting.joined or any(_other_name(pair) for pair in words.matched):
        return False
    if setting.goes_on and words.told < TOLD_GOES_ON:
        return False
    if count >= 2:
        if words.missing:
            father = len(words.missing) == 1 and words.missing[0].listed.endswith(cues.FATHERS)
            if score < (LEAST_SPELT if setting.changed or father else SCORE_MISSING):
                return False
            if kind == "weak_alias":
                return False
            least = TOLD_MISSING_SPELT if setting.changed else TOLD_MISSING
            return words.told >= (least if len(words.missing) < 2 else TOLD_MISSING_MANY)
        if words.told >= TOLD:
            return kind != "weak_alias" or near
        least = TOLD_SUPPORTED if count == 2 else TOLD_THREE
        near = bool(countries & setting.countries) if count == 2 else near
        return whole and near and words.told >= least and kind != "weak_alias"
    if words.initials and not words.extra:
        return words.told >= TOLD_SURNAME and words.same and kind != "weak_alias"
    (pair,) = words.matched
    if len(pair.subject.split()) > 1 or len(pair.listed.split()) > 1:  # written as one word
        return whole and words.told >= TOLD_SUPPORTED and near
    return False


def _other_name(pair: TokenPair) -> bool:
    """Whether a word is a name by itself, and only nearly the listed one: Steiner, Steiger."""
    slip = pair.how in ("typo", "near name") and pair.similarity < HEARD
    slip = slip and " " not in pair.subject
    return slip and bool(known_names([pair.subject])[0])


_VOWELS = frozenset("aeiouyw")


def _bare_person(score: float, words: _Words, kind: FactKind, near: bool, setting: Setting) -> bool:
    """A person in a script that leaves out the vowels: every word must be there."""
    if kind == "weak_alias" or words.extra or len(words.matched) < 2:
        return False
    if setting.goes_on and words.told < TOLD_BARE_MISSING:
        return False
    for pair in words.matched:
        if pair.similarity < SIMILAR_BARE:
            return False
        short = len(skeleton(sound(pair.listed))) < CONSONANTS
        if pair.similarity < HEARD:
            if short and pair.subject[0] != pair.listed[0]:
                return False
            if (pair.subject[0] in _VOWELS) != (pair.listed[0] in _VOWELS):
                return False
    if len(words.matched) == 2 and any(pair.subject in cues.SERVANT for pair in words.matched):
        return False
    if not words.missing:
        return words.told >= (TOLD_SUPPORTED if near else TOLD)
    if score >= SCORE_MISSING and words.told >= TOLD_MISSING_SPELT:
        return len(words.missing) < 3
    least = TOLD_MISSING_SPELT if near else TOLD_BARE_MISSING
    return len(words.missing) < 2 and words.told >= least


def _company(
    words: _Words,
    kind: FactKind,
    countries: frozenset[str],
    lexicon: Lexicon,
    setting: Setting,
    bare: bool,
    listed: str,
    several: bool,
) -> bool:
    if words.extra or setting.product or _territory(setting) or (bare and words.lack > WHOLE):
        return False
    place = bool(countries & setting.countries)
    near = place or bool(countries & setting.text.countries)
    distinct = [p for p in words.matched if _distinct(p.subject, setting)]
    tells = sum(_told(pair, lexicon) for pair in distinct)
    if len(words.matched) == 1 and not words.initials:
        whole = several and words.lack <= WHOLE and kind != "weak_alias"
        sure = whole and not setting.flanked and not setting.longer
        return _single(words, tells, kind, countries, near, setting, bare, listed, sure)
    if words.lack > WHOLE and (setting.longer or setting.flanked):
        return False
    if words.lack <= WHOLE:
        if tells >= DISTINCT:
            return kind != "weak_alias" or setting.company or place
        named = any(cues.countries_of(p.subject) for p in words.matched)
        body = any(cues.says_company(p.subject) for p in words.matched)
        if named:
            other = any(not cues.countries_of(p.subject) for p in words.matched)
            return body or setting.form or (words.lack == 0 and other)
        if setting.flanked:
            return False
        many = len(words.matched) > 2
        exact = words.same and not any(p.subject in cues.GENERAL for p in words.matched)
        if body and exact and setting.cased and not setting.loud:
            return True
        return many or setting.form or (near and body) or setting.quoted
    return tells >= DISTINCT_MISSING and words.lack <= MISSING and words.same


def _territory(setting: Setting) -> bool:
    """Whether the words are a country's name, or another territory's."""
    tokens = setting.text.words.tokens
    whole = setting.text.words.text[tokens[setting.first].start : tokens[setting.stop - 1].end]
    return cues.is_territory(whole)


def _distinct(word: str, setting: Setting) -> bool:
    """Whether a word tells one company from others: no common word, no country."""
    parts = word.split()
    return not all(setting.common(p) or cues.countries_of(p) for p in parts)


def _single(
    words: _Words,
    tells: float,
    kind: FactKind,
    countries: frozenset[str],
    near: bool,
    setting: Setting,
    bare: bool,
    listed: str,
    several: bool,
) -> bool:
    """A company's name of one word."""
    (pair,) = words.matched
    token = setting.text.words.tokens[setting.first]
    if bare:
        return words.lack <= WHOLE and kind != "weak_alias" and _single_bare(pair, near, setting)
    if cues.says_company(pair.subject) and setting.common(pair.subject):
        return False
    if not words.same or setting.longer or (setting.cased and token.look == "lower"):
        return False
    generic = all(
        len(one.listed) < SHORT_FORM
        or setting.common(one.listed)
        or cues.says_company(one.listed)
        or cues.is_territory(one.listed)
        for one in words.missing
    )
    if words.lack > (MISSING_GENERIC if generic and tells >= DISTINCT_SURE else MISSING):
        return False
    if pair.how not in SAME:
        long = len(pair.subject) > HEARD_LEAST or pair.subject[0] == pair.listed[0]
        if len(pair.subject) < HEARD_LEAST or not long or words.lack > MISSING / 2:
            return False
    ordinary = not tells or bool(known_names([pair.subject])[0])
    plain = [part for form in (token.text, token.text.rstrip("'’ʼ")) for part in folded(form)]
    if setting.changed:
        if setting.exonym and pair.how == "exact":
            return kind != "weak_alias"
        other = setting.flanked and (pair.how != "exact" or len(pair.subject) <= HEARD_LEAST)
        if other or any(map(setting.common, plain)) or known_names(plain or ["-"]).all():
            return False
    if not setting.cased and len(pair.subject) < LOWER_LEAST:
        return False
    if setting.changed and pair.how != "exact" and not near:
        return False
    short = len(pair.subject) <= SHORTEST or (acronym(token.text) and not setting.loud)
    if cues.countries_of(pair.subject) and words.lack > WHOLE:
        return False
    if kind == "weak_alias" or ordinary:
        if setting.flanked and not setting.quoted:
            return False
        if several and not setting.common(pair.subject):
            return True
        if setting.common(pair.subject) and countries and not near:
            return setting.form and setting.same_form(listed)
        whole = near or words.lack <= WHOLE or setting.quoted
        return setting.form or (setting.company and whole)
    if short:
        known = near or setting.company or several
        return words.lack <= WHOLE and known and len(pair.subject) > 2
    if words.lack > WHOLE:
        generic = all(
            setting.common(p.listed) or cues.says_company(p.listed) for p in words.missing
        )
        return generic and not setting.flanked
    return not setting.cased or token.look != "lower"


def _single_bare(pair: TokenPair, near: bool, setting: Setting) -> bool:
    """A company's name of one word in a script without vowels."""
    letters = skeleton(sound(pair.listed))
    if pair.how == "exact":
        return len(pair.subject) >= SHORTEST and (near or setting.company)
    return pair.similarity >= SIMILAR_BARE and len(letters) > CONSONANTS and near
