"""Two names word by word: which words are the same, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from caveat.names.name import Name
from caveat.names.script import sound

How = Literal[
    "exact",
    "order",
    "transliteration",
    "typo",
    "initial",
    "nickname",
    "glued",
    "company form",
    "missing",
    "extra",
]
"""``missing``: the list has the word, the subject has not; ``extra``: the other way round."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What is known of words besides their letters.

    Attributes:
        rarity: how much a word tells: 1 for an ordinary one, more for a rare one.
        nicknames: marks of the given names that a word may stand for; words that share one do.
    """

    rarity: Callable[[str], float]
    nicknames: Callable[[str], frozenset[str]]


LIGHT = 0.15
"""What a legal form, a particle or a title weighs, against 1 for an ordinary word."""

INITIAL = 0.6
"""What an initial in a person's name weighs at most."""

ABBREVIATED = 0.6
"""Share of the better covered name of two that are no persons': companies go by short names."""

NICKNAME, GLUED = 0.9, 0.98
"""What a nickname is worth against the name, and words written as one against the words."""

LEAST = 0.6
"""What two names are worth at most that agree in one word only, though both have more."""


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

    Each word answers to at most one word of the other name, the best pairs first. The
    similarity weighs words by what they tell: a legal form next to nothing, a rare name much. It
    is the mean of what each name has in common with the other, so that neither a name inside a
    longer one nor a common word that both have is taken for agreement.

    Args:
        subject: the name asked about.
        listed: the listed name.
        lexicon: what is known of words.
        least: names that are less alike are told without their pairs.

    Returns:
        Similarity in [0, 1], and the pairs in the order of the subject's words.
    """
    mine = [weigh(subject, place, lexicon) for place in range(len(subject.tokens))]
    theirs = [weigh(listed, place, lexicon) for place in range(len(listed.tokens))]
    found = _pairs(subject, listed, lexicon)
    used_mine: set[int] = set()
    used_theirs: set[int] = set()
    kept: list[tuple[tuple[int, ...], tuple[int, ...], How, float]] = []
    for similarity, how, left, right in found:
        if used_mine.isdisjoint(left) and used_theirs.isdisjoint(right):
            used_mine.update(left)
            used_theirs.update(right)
            kept.append((left, right, how, similarity))
    kept.sort()
    here = sum(s * sum(mine[i] for i in left) for left, _, _, s in kept)
    there = sum(s * sum(theirs[i] for i in right) for _, right, _, s in kept)
    total_here, total_there = sum(mine) or 1.0, sum(theirs) or 1.0
    covered, covering = here / total_here, there / total_there
    person = subject.person or listed.person
    share = 0.5 if person else ABBREVIATED
    similarity = share * max(covered, covering) + (1 - share) * min(covered, covering)
    if _numbers_differ(subject, listed, used_mine, used_theirs):
        similarity *= 0.7
    solid = sum(
        max(sum(not subject.light[i] for i in left), sum(not listed.light[j] for j in right))
        for left, right, how, _ in kept
        if how != "initial"
    )
    heavy = [len(name.light) - sum(name.light) for name in (subject, listed)]
    if solid < min(2, (max if person else min)(heavy)) and not _initials(kept, solid):
        similarity = min(similarity, LEAST)
    if similarity < least:
        return similarity, ()
    pairs = _show(subject, listed, kept, mine, total_here, used_theirs, theirs, total_there)
    return similarity, pairs


def _initials(kept: Sequence[tuple[object, object, How, float]], solid: int) -> bool:
    """Whether a surname and initials agree: S. Chemezov."""
    return solid >= 1 and any(how == "initial" for _, _, how, _ in kept)


def weigh(name: Name, place: int, lexicon: Lexicon) -> float:
    """What hangs on a word of a name."""
    if name.light[place]:
        return LIGHT
    word = name.tokens[place]
    rarity = lexicon.rarity(word)
    return min(INITIAL, rarity) if name.person and len(word) == 1 else rarity


def _pairs(
    subject: Name, listed: Name, lexicon: Lexicon
) -> list[tuple[float, How, tuple[int, ...], tuple[int, ...]]]:
    """Every pair of words that are alike, the most alike first."""
    found: list[tuple[float, How, tuple[int, ...], tuple[int, ...]]] = []
    nicknames = [lexicon.nicknames(right) for right in listed.tokens]
    for i, left in enumerate(subject.tokens):
        known = lexicon.nicknames(left)
        for j, right in enumerate(listed.tokens):
            similarity, how = alike(left, right, subject.sounds[i], listed.sounds[j])
            if not similarity and known and known & nicknames[j]:
                similarity, how = NICKNAME, "nickname"
            if similarity:
                if how == "exact" and subject.light[i] and listed.light[j]:
                    how = "company form"
                found.append((similarity, how, (i,), (j,)))
    found += _glued(subject, listed, False) + _glued(listed, subject, True)

    def rank(one: tuple[float, How, tuple[int, ...], tuple[int, ...]]) -> tuple[object, ...]:
        """Among equals by letters, so that it is the same whichever name comes first."""
        similarity, _, left, right = one
        texts = (_text(subject, left), _text(listed, right))
        return -similarity, min(texts), max(texts), left, right

    if len(found) > 1:
        found.sort(key=rank)
    return found


def _text(name: Name, places: tuple[int, ...]) -> str:
    return " ".join([name.tokens[place] for place in places])


def _glued(
    apart: Name, whole: Name, swapped: bool
) -> list[tuple[float, How, tuple[int, ...], tuple[int, ...]]]:
    """Neighbouring words of one name that the other writes as one."""
    found: list[tuple[float, How, tuple[int, ...], tuple[int, ...]]] = []
    longest = max(map(len, whole.tokens), default=0) + 2
    count = len(apart.tokens)
    for start in range(count):
        together = apart.tokens[start]
        for stop in range(start + 1, min(start + 4, count)):
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
                    similarity = 0.93
                elif OSA.distance(token, together, score_cutoff=1) <= 1:
                    similarity = 0.9
                else:
                    continue
                places = tuple(range(start, stop + 1))
                pair = ((j,), places) if swapped else (places, (j,))
                found.append((similarity, "glued", *pair))
    return found


@lru_cache(maxsize=1 << 18)
def alike(left: str, right: str, left_sound: str, right_sound: str) -> tuple[float, How]:
    """How alike two words are, and in what way; 0 if they are not.

    >>> alike("sergei", "sergei", "sargai", "sargai")
    (1.0, 'exact')
    >>> alike("s", "sergei", "s", "sargai")
    (0.8, 'initial')
    """
    if left == right:
        return 1.0, "exact"
    if left.isdigit() or right.isdigit():
        return 0.0, "typo"
    if min(len(left), len(right)) == 1:
        return (0.8, "initial") if left[0] == right[0] else (0.0, "initial")
    shorter = min(len(left), len(right))
    if left_sound == right_sound and shorter > 2:
        return 0.95, "transliteration"
    allowed = 0 if shorter < 4 else 1 if shorter < 7 else 2
    if not allowed:
        return 0.0, "typo"
    distance = OSA.distance(left, right, score_cutoff=allowed)
    heard = OSA.distance(left_sound, right_sound, score_cutoff=allowed)
    if distance > allowed and (heard > 1 or min(len(left_sound), len(right_sound)) < 5):
        return 0.0, "typo"
    how: How = "typo" if distance <= heard else "transliteration"
    return max(0.0, 1.0 - 1.1 * min(distance, heard + 0.5) / max(len(left), len(right), 5)), how


def _numbers_differ(
    subject: Name, listed: Name, used_mine: set[int], used_theirs: set[int]
) -> bool:
    """Whether both names have a number that the other has not: sister companies, sister ships."""
    mine = any(t.isdigit() for i, t in enumerate(subject.tokens) if i not in used_mine)
    theirs = any(t.isdigit() for j, t in enumerate(listed.tokens) if j not in used_theirs)
    return mine and theirs


def _show(
    subject: Name,
    listed: Name,
    kept: Sequence[tuple[tuple[int, ...], tuple[int, ...], How, float]],
    mine: Sequence[float],
    total_here: float,
    used_theirs: set[int],
    theirs: Sequence[float],
    total_there: float,
) -> tuple[TokenPair, ...]:
    shown: list[tuple[int, TokenPair]] = []
    last = -1
    used: set[int] = set()
    for left, right, how, similarity in kept:
        used.update(left)
        said: How = "order" if how == "exact" and right[0] < last else how
        last = max(last, right[0])
        shown.append(
            (
                left[0],
                TokenPair(
                    _text(subject, left),
                    _text(listed, right),
                    said,
                    similarity,
                    sum(mine[i] for i in left) / total_here,
                ),
            )
        )
    for i, token in enumerate(subject.tokens):
        if i not in used:
            shown.append((i, TokenPair(token, "", "extra", 0.0, mine[i] / total_here)))
    shown.sort(key=lambda one: one[0])
    rest = [
        TokenPair("", token, "missing", 0.0, theirs[j] / total_there)
        for j, token in enumerate(listed.tokens)
        if j not in used_theirs
    ]
    return (*(pair for _, pair in shown), *rest)
