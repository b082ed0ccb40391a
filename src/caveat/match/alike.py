"""Two words: whether they are the same word written otherwise, and how.

`alike` looks at one pair and is the definition; `alike_many` looks at thousands at once and
gives the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from caveat.names.known import relation
from caveat.names.script import UNVOWELLED, between, skeleton, skeletons

How = Literal[
    "exact",
    "order",
    "transliteration",
    "typo",
    "near name",
    "initial",
    "nickname",
    "translation",
    "variant",
    "glued",
    "acronym",
    "cut",
    "company form",
    "missing",
    "extra",
]
"""``missing``: the list has the word, the subject has not; ``extra``: the other way round;
``variant``: another word that writes the same name, as Zheng and Tsing both write 鄭; ``near
name``: words that are nearly alike and both names, but not the same one, as Meadows and Maddox;
``cut``: the text ends in the middle of the word."""

HOWS: tuple[How, ...] = get_args(How)
EXACT, SOUND, TYPO, NEAR, FIRST = (
    HOWS.index("exact"), HOWS.index("transliteration"), HOWS.index("typo"),
    HOWS.index("near name"), HOWS.index("initial"),
)  # fmt: skip

INITIAL, HEARD = 0.8, 0.95
"""What an initial is worth against the name, and a word against one that sounds the same."""

BARE, BARE_SHORT, BARE_SLIP = 0.88, 0.8, 0.75
"""What a word without its vowels is worth against one with the same consonants, with only two of
them, and with one that differs."""

_LEAST = 0.6
"""Words that are less alike are not alike."""

_LEAST_NEAR = 0.75
"""Two names that are less alike are two names."""

_SHORT, _NAME = 5, 6
"""Shorter words that sound the same but begin otherwise, and shorter words that are both names
but for a letter, are rather two names than one."""

HEARD_SHORT = 0.8
"""What the former are worth against each other."""

_FAR = 3
"""More letters than that are never apart in words that are alike."""

_STEP = 1.1
"""How much of a word is lost with each letter that differs."""


def edits(shorter: int) -> int:
    """How many letters may differ in words of which the shorter is so long.

    >>> [edits(length) for length in (2, 3, 4, 5, 9, 10)]
    [0, 1, 1, 2, 2, 3]
    """
    return 0 if shorter < 3 else 1 if shorter < 5 else 2 if shorter < 10 else 3


@lru_cache(maxsize=1 << 17)
def alike(left: str, right: str, left_sound: str, right_sound: str) -> tuple[float, How]:
    """How alike two words are, and in what way; 0 if they are not.

    >>> alike("sergei", "sergei", "sargai", "sargai")
    (1.0, 'exact')
    >>> alike("s", "sergei", "s", "sargai")
    (0.8, 'initial')

    Args:
        left: a folded word.
        right: another.
        left_sound: how the first sounds (`caveat.names.script.sound`).
        right_sound: how the second sounds.
    """
    if left == right:
        return 1.0, "exact"
    if UNVOWELLED in left_sound[:1] + right_sound[:1]:
        return _bare(left_sound, right_sound)
    if left.isdigit() or right.isdigit():
        return 0.0, "typo"
    shorter = min(len(left), len(right))
    if shorter < 2:
        return (INITIAL, "initial") if left[:1] == right[:1] else (0.0, "initial")
    names = relation(left, right)
    other = names < 0
    if left_sound == right_sound and shorter > 2:
        short = other and shorter < _SHORT and left[0] != right[0]
        return (HEARD_SHORT if short else HEARD), "near name" if other else "transliteration"
    allowed = edits(shorter)
    if not allowed:
        return 0.0, "typo"
    distance = OSA.distance(left, right, score_cutoff=_FAR)
    heard = OSA.distance(left_sound, right_sound, score_cutoff=_FAR)
    near = distance <= allowed or (
        heard <= min(allowed, 2) and min(len(left_sound), len(right_sound)) > 4
    )
    if not near:
        return 0.0, "typo"
    lost = min(distance, heard + 0.5)
    similarity = 1.0 - _STEP * lost / max(len(left), len(right), min(shorter + 1, 5))
    if similarity < _LEAST:
        return 0.0, "typo"
    if other:
        # Short words are two names, of which none is the other one misspelt: Ying and Ling.
        same = shorter >= _NAME or _same_bones(left_sound, right_sound)
        return (similarity if same and similarity >= _LEAST_NEAR else 0.0), "near name"
    if names > 0:
        return max(similarity, HEARD), "transliteration"
    return similarity, "typo" if distance <= heard else "transliteration"


def _same_bones(left_sound: str, right_sound: str) -> bool:
    """Whether the consonants agree, with or without carons: Šašo is written Sasho and Saso."""
    left, right = (skeleton(sound).replace("S", "s") for sound in (left_sound, right_sound))
    return left == right


def _bare(left_sound: str, right_sound: str) -> tuple[float, How]:
    """Words of which one is without its vowels."""
    if left_sound[:1] != UNVOWELLED:
        left_sound, right_sound = right_sound, left_sound
    mine = _bones(left_sound)
    if right_sound[:1] == UNVOWELLED:
        theirs = _bones(right_sound)
        shared = max(map(len, mine.all & theirs.all), default=0)
        heard = None if mine.ways & theirs.ways else False
        other = theirs.first
    else:
        other = skeleton(right_sound)
        shared = len(other) if other in mine.all else 0
        heard = _vowelled(mine, right_sound) if shared > 1 else None
    if shared > 1:
        if heard is None:
            return (BARE if shared > 2 else BARE_SHORT), "transliteration"
        if heard:
            return (HEARD if shared > 2 else BARE_SHORT), "transliteration"
        return (BARE_SLIP if shared > 3 else 0.0), "transliteration"
    one = mine.first
    if min(len(one), len(other)) > 4 and OSA.distance(one, other, score_cutoff=1) <= 1:
        return BARE_SLIP, "transliteration"
    return 0.0, "transliteration"


def _vowelled(bare: _Bones, full: str) -> bool | None:
    """Whether the vowels that are written in a word can be those of another one that has all of
    them; None if that cannot be said."""
    bones, heard = between(full)
    ways = bare.written.get(bones)
    if ways is None:
        return None
    ends = bool(heard[0]), bool(heard[-1])
    return any(way.ends == ends and _fits(way, heard) for way in ways)


def _fits(way: _Way, heard: tuple[str, ...]) -> bool:
    """Whether vowels inside a word can be heard where such letters are written."""
    for place, letters in way.inside:
        if not all(any(sound in heard[place] for sound in _HEARD[letter]) for letter in letters):
            return False
    return True


_HEARD = {"A": "au", "I": "ia", "U": "u"}
"""How long vowels sound in Latin letters; see `caveat.names.script.sound`. Short ones are not
written inside a word, those at its ends are."""


class _Way(NamedTuple):
    """Whether a vowel is written at the beginning and at the end; the place and the letters of
    the vowels that are written behind the first consonant."""

    ends: tuple[bool, bool]
    inside: tuple[tuple[int, str], ...]


class _Bones(NamedTuple):
    """A word without its vowels: its likeliest consonants, all that it may have, the ways to hear
    it, and what vowels are written between which consonants."""

    first: str
    all: frozenset[str]
    ways: frozenset[str]
    written: dict[str, list[_Way]]


@lru_cache(maxsize=1 << 14)
def _bones(bare: str) -> _Bones:
    every, ways = skeletons(bare), bare[1:].split(UNVOWELLED)
    written: dict[str, list[_Way]] = {}
    for way in ways:
        bones, vowels = between(way)
        inside = tuple((n, letters) for n, letters in enumerate(vowels) if n and letters)
        here = _Way((bool(vowels[0]), bool(vowels[-1])), inside)
        written.setdefault(bones, []).append(here)
    return _Bones(every[0], frozenset(every), frozenset(ways), written)


def alike_many(
    left: Sequence[str],
    right: Sequence[str],
    left_sound: Sequence[str],
    right_sound: Sequence[str],
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int8]]:
    """`alike` of many pairs.

    Returns:
        The similarities, and the places of the ways in `HOWS`; both of shape (pairs,).
    """
    distance = cpdist(left, right, scorer=OSA.distance, score_cutoff=_FAR, dtype=np.int32)
    heard = cpdist(left_sound, right_sound, scorer=OSA.distance, score_cutoff=_FAR, dtype=np.int32)
    lengths = [np.fromiter(map(len, side), np.int32, len(side))
               for side in (left, right, left_sound, right_sound)]  # fmt: skip
    shorter, longer = np.minimum(*lengths[:2]), np.maximum(*lengths[:2])
    allowed = np.searchsorted((3, 5, 10), shorter, side="right")
    near = distance <= allowed
    near |= (heard <= np.minimum(allowed, 2)) & (np.minimum(*lengths[2:]) > 4)
    near &= allowed > 0
    lost = np.minimum(distance, heard + 0.5)
    longest = np.maximum(longer, np.minimum(shorter + 1, 5))
    found = np.where(near, 1.0 - _STEP * lost / longest, 0.0)
    found[found < _LEAST] = 0.0
    same = (heard == 0) & (shorter > 2)
    found[same] = HEARD
    some = np.flatnonzero(found > 0).tolist()
    names = np.zeros(len(left), np.int8)
    names[some] = [relation(left[n], right[n]) for n in some]
    other = names < 0
    found[other & ~same & (found < _LEAST_NEAR)] = 0.0
    for place in np.flatnonzero(other & ~same & (shorter < _NAME)).tolist():
        if not _same_bones(left_sound[place], right_sound[place]):
            found[place] = 0.0
    found[(names > 0) & (found > 0)] = HEARD
    how = np.where(other, NEAR, np.where(~same & (names < 1) & (distance <= heard), TYPO, SOUND))
    short = np.flatnonzero(same & other & (shorter < _SHORT)).tolist()
    found[[n for n in short if left[n][:1] != right[n][:1]]] = HEARD_SHORT
    letters = np.flatnonzero(shorter < 2)
    agree = [left[n][:1] == right[n][:1] for n in letters.tolist()]
    found[letters], how[letters] = np.where(agree, INITIAL, 0.0), FIRST
    some = np.flatnonzero(found > 0).tolist()
    found[[n for n in some if left[n].isdigit() or right[n].isdigit()]] = 0.0
    bare = [n for n, (a, b) in enumerate(zip(left_sound, right_sound, strict=True))
            if a[:1] == UNVOWELLED or b[:1] == UNVOWELLED]  # fmt: skip
    found[bare], how[bare] = [_bare(left_sound[n], right_sound[n])[0] for n in bare], SOUND
    found[distance == 0], how[distance == 0] = 1.0, EXACT
    return found.astype(np.float32), how.astype(np.int8)
