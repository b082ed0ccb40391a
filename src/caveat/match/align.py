"""Two names word by word: which words are the same, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from caveat.match.alike import HEARD, How, alike
from caveat.match.model import FEATURES, worth
from caveat.names.name import Name
from caveat.names.script import sound
from caveat.names.senses import kind


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What is known of words besides their letters.

    Attributes:
        rarity: how much a word tells: 1 for an ordinary one, less for one that many names have.
        senses: marks of what a word may stand for; words that share one may be the same.
    """

    rarity: Callable[[str], float]
    senses: Callable[[str], frozenset[str]]


LIGHT = 0.03
"""What a legal form, a particle or a title weighs, against 1 for a rare word."""

INITIAL = 0.6
"""What an initial in a person's name weighs at most."""

SENSE, GLUED, GLUED_SOUND, GLUED_TYPO, ACRONYM = 0.9, 0.98, 0.93, 0.9, 0.85
"""What a nickname or a translation is worth against the name; words written as one, alike in
letters, in sound, or but for a letter; and first letters against the words."""

TELLING = 2.0
"""So many rare words in common cannot be chance."""

CUT, CUT_SHARE = 0.9, 0.5
"""What the beginning of a word is worth where a text was cut off, and how much that speaks against
the names, as against a name that is only a part of the text."""

ENOUGH, MANY, SHORT_OF, AROUND = 0.95, 3, 0.15, 0.25
"""A name inside a text must tell so much, or have so many words; lack no more than this of itself;
and leave at least so much of the text unsaid."""

CLASH = 0.6
"""Unmatched words that tell so much on both sides are another name, however much else agrees."""

SAME = 1e-5
"""Names that differ by less are the same."""

TRUST: dict[str, float] = {"exact": 1.0, "company form": 1.0, "transliteration": 0.75, "glued": 0.6}
"""How far words that agree in these ways count as the same."""

_MOST_GLUED = 4
_ACRONYM_LEAST = 3

Places = tuple[int, ...]
Found = tuple[float, How, Places, Places]
"""How alike, in what way, and the places of the words in the one name and in the other."""


@dataclass(frozen=True, slots=True)
class TokenPair:
    """A word of the subject's name and the word of the listed name that it answers to.

    Attributes:
        subject: the subject's word, folded; empty if it has none.
        listed: the listed name's word; empty if it has none.
        how: in what way they are the same.
        similarity: in [0, 1].
        weight: share of the whole that hangs on this word.
    """

    subject: str
    listed: str
    how: How
    similarity: float
    weight: float


def align(
    subject: Name, listed: Name, lexicon: Lexicon, least: float = 0.0
) -> tuple[float, tuple[TokenPair, ...]]:
    """Compare two names.

    Each word answers to at most one word of the other name, the best pairs first. What the names
    are worth to each other is computed from the shares of them that agree in each way, and that
    do not (`caveat.match.model`); words count by what they tell: a legal form next to nothing, a
    rare name much.

    Args:
        subject: the name asked about.
        listed: the listed name.
        lexicon: what is known of words.
        least: names that are worth less, or nothing, are told without their pairs.

    Returns:
        Worth in [0, 1], and the pairs in the order of the subject's words.
    """
    mine = [weigh(subject, place, lexicon) for place in range(len(subject.tokens))]
    theirs = [weigh(listed, place, lexicon) for place in range(len(listed.tokens))]
    kept: list[Found] = []
    used: tuple[set[int], set[int]] = set(), set()
    for found in _pairs(subject, listed, lexicon):
        _, _, left, right = found
        if used[0].isdisjoint(left) and used[1].isdisjoint(right):
            used[0].update(left)
            used[1].update(right)
            kept.append(found)
    person = subject.person or listed.person
    if not kept:
        return 0.0, ()
    if subject.cut:
        mine, theirs = _cut_off(kept, mine, theirs)
    value = worth(_features(subject, listed, kept, mine, theirs), person)
    if value < least:
        return value, ()
    kept.sort(key=lambda one: one[2:])
    return value, _show(subject, listed, kept, mine, theirs)


def _cut_off(
    kept: Sequence[Found], mine: list[float], theirs: list[float]
) -> tuple[list[float], list[float]]:
    """What hangs on the words of a name that was cut off: nothing on what may stand behind, if
    what is left tells enough."""
    if _told(kept, mine, theirs) < ENOUGH:
        return mine, theirs
    last = max(place for found in kept for place in found[3])
    end = len(mine) - 1
    if all(end not in found[2] for found in kept):
        mine = [*mine[:end], 0.0]
    return mine, [weight if place <= last else 0.0 for place, weight in enumerate(theirs)]


def _told(kept: Sequence[Found], mine: Sequence[float], theirs: Sequence[float]) -> float:
    """How much the words that agree tell together."""
    return sum(min(sum(mine[i] for i in one), sum(theirs[j] for j in other))
               for _, _, one, other in kept)  # fmt: skip


def _window(
    subject: Name, listed: Name, kept: Sequence[Found], mine: Sequence[float], there: float,
    theirs: Sequence[float],
) -> tuple[int, int] | None:  # fmt: skip
    """From where to where the listed name stands in a longer text; None if it does not."""
    if not subject.loose:
        return None
    solid = [found for found in kept if not all(listed.light[j] for j in found[3])]
    used = sum(theirs[j] for found in kept for j in found[3])
    told = _told(solid, mine, theirs)
    said = sum(mine[i] for found in kept for i in found[2]) / (sum(mine) or 1.0)
    if not solid or (told < ENOUGH and len(solid) < MANY):
        return None
    if 1 - used / there > SHORT_OF or 1 - said < AROUND:
        return None
    return min(found[2][0] for found in solid), max(found[2][-1] for found in solid) + 1


def weigh(name: Name, place: int, lexicon: Lexicon) -> float:
    """What hangs on a word of a name."""
    if name.light[place]:
        return LIGHT
    word = name.tokens[place]
    rarity = lexicon.rarity(word)
    return min(INITIAL, rarity) if name.person and len(word) == 1 else rarity


def _features(
    subject: Name,
    listed: Name,
    kept: Sequence[Found],
    mine: Sequence[float],
    theirs: Sequence[float],
) -> list[float]:
    """What `caveat.match.model` weighs, in the order of its `FEATURES`."""
    here, there = sum(mine) or 1.0, sum(theirs) or 1.0
    share = dict.fromkeys(FEATURES, 0.0)
    window = _window(subject, listed, kept, mine, there, theirs)
    if window:
        here = sum(mine[slice(*window)])
        mine = [w if window[0] <= i < window[1] else 0.0 for i, w in enumerate(mine)]
        share["part"] = 1.0
    elif subject.cut:
        share["part"] = CUT_SHARE
    exact = told = 0.0
    rest = [1.0, 1.0]
    solid = 0
    initials = False
    for similarity, how, left, right in kept:
        one, other = sum(mine[i] for i in left), sum(theirs[j] for j in right)
        part = (one / here + other / there) / 2
        rest[0] -= one / here
        rest[1] -= other / there
        told += min(one, other)
        name = FEATURE_OF.get(how)
        if name is not None:
            share[name] += part
        if how in SLIPS:
            share["slip"] += part * (1 - similarity) * 5
        if how not in BY_EAR or similarity >= HEARD:
            exact += part * TRUST.get(how, 0.0)
        if how == "initial":
            initials = True
        else:
            solid += max(
                sum(not subject.light[i] for i in left), sum(not listed.light[j] for j in right)
            )
    unused = [max(0.0, one) for one in rest]
    share["clash"] = min(1.0, min(unused[0] * here, unused[1] * there) / CLASH)
    share["conflict"], share["surplus"] = min(unused), max(unused) - min(unused)
    heavy = [len(name.light) - sum(name.light) for name in (subject, listed)]
    person = subject.person or listed.person
    enough = min(2, (max if person else min)(heavy))
    share["alone"] = float(solid < enough and not (initials and solid))
    taken = {i for found in kept for i in found[2]}, {j for found in kept for j in found[3]}
    share["number"] = float(
        all(
            any(_tells_sisters(t) for i, t in enumerate(name.tokens) if i not in known)
            for name, known in zip((subject, listed), taken, strict=True)
        )
    )
    little = 1 - min(1.0, told / TELLING)
    share["thin"] = little * max(0.0, 1 - exact)
    share["common"] = little if 1 - exact + max(unused) > SAME else 0.0
    return [share[name] for name in FEATURES]


def _tells_sisters(word: str) -> bool:
    """Whether a word is a number or a letter: Plant 22, John A. Smith."""
    return word.isdigit() or len(word) == 1


BY_EAR: tuple[How, ...] = ("transliteration", "glued")
"""Ways of agreeing that count as the same only where not a sound differs."""

SLIPS: tuple[How, ...] = ("typo", "transliteration", "near name")
"""Ways of agreeing in which letters differ."""

FEATURE_OF: dict[How, str] = {
    "transliteration": "sound",
    "typo": "typo",
    "near name": "near",
    "initial": "initial",
    "nickname": "nickname",
    "translation": "translation",
    "variant": "variant",
    "glued": "glued",
    "acronym": "acronym",
}


def _pairs(subject: Name, listed: Name, lexicon: Lexicon) -> list[Found]:
    """Every pair of words that are alike, the most alike first."""
    found: list[Found] = []
    person = subject.person or listed.person
    senses = [lexicon.senses(right) for right in listed.tokens]
    for i, left in enumerate(subject.tokens):
        known = lexicon.senses(left)
        for j, right in enumerate(listed.tokens):
            similarity, how = alike(left, right, subject.sounds[i], listed.sounds[j])
            if similarity < SENSE and known and (shared := known & senses[j]):
                similarity, how = SENSE, kind(shared)
            if similarity < CUT and subject.cut and _cut_word(subject, i, right):
                similarity, how = CUT, "cut"
            if similarity:
                if how == "exact" and subject.light[i] and listed.light[j]:
                    how = "company form"
                found.append((similarity, how, (i,), (j,)))
    found += _glued(subject, listed, False) + _glued(listed, subject, True)
    if not person:
        found += _acronym(subject, listed, False) + _acronym(listed, subject, True)

    def rank(one: Found) -> tuple[object, ...]:
        """Among equals by letters, so that it is the same whichever name comes first."""
        similarity, _, left, right = one
        texts = (_text(subject, left), _text(listed, right))
        return -similarity, min(texts), max(texts), left, right

    if len(found) > 1:
        found.sort(key=rank)
    return found


def _cut_word(subject: Name, place: int, word: str) -> bool:
    """Whether the last word of a name that was cut off is the beginning of a word."""
    return place == len(subject.tokens) - 1 and word.startswith(subject.tokens[place])


def _text(name: Name, places: Places) -> str:
    return " ".join([name.tokens[place] for place in places])


def _glued(apart: Name, whole: Name, swapped: bool) -> list[Found]:
    """Neighbouring words of one name that the other writes as one."""
    found: list[Found] = []
    longest = max(map(len, whole.tokens), default=0) + 2
    count = len(apart.tokens)
    for start in range(count):
        together = apart.tokens[start]
        for stop in range(start + 1, min(start + _MOST_GLUED, count)):
            together += apart.tokens[stop]
            if len(together) > longest:
                break
            for j, token in enumerate(whole.tokens):
                if abs(len(token) - len(together)) > 2:
                    continue
                if len(token) < 5 and (token != together or len(token) > stop - start + 1):
                    continue  # short ones only letter by letter: A P is AP
                if token == together:
                    similarity = GLUED
                elif whole.sounds[j] == sound(together):
                    similarity = GLUED_SOUND
                elif OSA.distance(token, together, score_cutoff=1) <= 1:
                    similarity = GLUED_TYPO
                else:
                    continue
                places = tuple(range(start, stop + 1))
                pair = ((j,), places) if swapped else (places, (j,))
                found.append((similarity, "glued", *pair))
    return found


def acronym(name: Name) -> str:
    """The first letters of a name's telling words; empty if there are too few.

    >>> from caveat.names.name import read_name
    >>> acronym(read_name("Islamic Republic of Iran Shipping Lines", "organization"))
    'irisl'
    """
    letters = [token[0] for token, light in zip(name.tokens, name.light, strict=True) if not light]
    return "".join(letters) if len(letters) >= _ACRONYM_LEAST else ""


def _acronym(short: Name, long: Name, swapped: bool) -> list[Found]:
    """A word that is the first letters of the other name's telling words."""
    letters = acronym(long)
    if not letters or letters not in short.tokens:
        return []
    one = (short.tokens.index(letters),)
    all = tuple(place for place, light in enumerate(long.light) if not light)
    return [(ACRONYM, "acronym", all, one) if swapped else (ACRONYM, "acronym", one, all)]


def _show(
    subject: Name,
    listed: Name,
    kept: Sequence[Found],
    mine: Sequence[float],
    theirs: Sequence[float],
) -> tuple[TokenPair, ...]:
    here, there = sum(mine) or 1.0, sum(theirs) or 1.0
    shown: list[tuple[int, TokenPair]] = []
    last = -1
    used: tuple[set[int], set[int]] = set(), set()
    for similarity, how, left, right in kept:
        used[0].update(left)
        used[1].update(right)
        said: How = "order" if how == "exact" and right[0] < last else how
        last = max(last, right[0])
        texts = _text(subject, left), _text(listed, right)
        part = sum(mine[i] for i in left) / here
        shown.append((left[0], TokenPair(*texts, said, similarity, part)))
    for i, token in enumerate(subject.tokens):
        if i not in used[0]:
            shown.append((i, TokenPair(token, "", "extra", 0.0, mine[i] / here)))
    shown.sort(key=lambda one: one[0])
    rest = [
        TokenPair("", token, "missing", 0.0, theirs[j] / there)
        for j, token in enumerate(listed.tokens)
        if j not in used[1]
    ]
    return (*(pair for _, pair in shown), *rest)
