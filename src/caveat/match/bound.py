"""The most that two names can be worth: what cannot be a hit is not compared word by word.

The bound takes for each word the best word of the other name, whether or not another word takes
that one too; so it is never less than what `caveat.match.align` finds, except where words that
are written as one are misspelt besides. It is computed for thousands of pairs at once: each two
words are looked at once, however many names have them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from caveat.match.align import ABBREVIATED, GLUED, NICKNAME, Lexicon, alike, weigh
from caveat.names.name import Name
from caveat.names.script import sound

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_FAR = 3
"""More letters than that are never apart in words that are alike."""


def bounds(
    names: Sequence[Name], who: Ints, rows: pa.Table, which: Ints, lexicon: Lexicon
) -> Floats:
    """The most that each pair of a name and a row can be worth.

    Args:
        names: the names that are asked about.
        who: for each pair, the place of its name in ``names``; of shape (pairs,).
        rows: listed names, with columns ``words`` and ``weights``, lists of the same lengths.
        which: for each pair, the place of its row in ``rows``; of shape (pairs,).
        lexicon: what is known of words.

    Returns:
        Bounds in [0, 1], of shape (pairs,); 0 where either name has no word.
    """
    mine = pa.array([word for name in names for word in name.tokens], pa.string())
    weights = np.array(
        [weigh(name, place, lexicon) for name in names for place in range(len(name.tokens))],
        np.float32,
    )
    starts = np.concatenate([[0], np.cumsum([len(name.tokens) for name in names])])
    listed = rows["words"].combine_chunks()
    ends = listed.offsets.to_numpy().astype(np.int64)
    their_weights = rows["weights"].combine_chunks().flatten().to_numpy()
    (codes, mine_words), (their_codes, their_words) = _coded(mine), _coded(listed.flatten())
    ends -= ends[0]
    wide, high = np.diff(starts)[who], np.diff(ends)[which]
    found = np.zeros(len(who), np.float32)
    full = np.flatnonzero((wide > 0) & (high > 0))
    if not len(full):
        return found
    wide, high = wide[full], high[full]
    # One cell for each word of the name and each word of the row, the row's words fastest.
    cells = wide * high
    pair = np.repeat(np.arange(len(full)), cells)
    inside = np.arange(cells.sum()) - np.repeat(np.cumsum(cells) - cells, cells)
    left = starts[who[full]][pair] + inside // high[pair]
    column = inside % high[pair]
    right = ends[which[full]][pair] + column
    keys, cell = np.unique(codes[left] * len(their_words) + their_codes[right], return_inverse=True)
    best = _best(mine_words, their_words, *np.divmod(keys, len(their_words)), lexicon)[cell]
    lines = np.flatnonzero(column == 0)  # where a word of the name begins
    here: Floats = np.maximum.reduceat(best, lines) * weights[left[lines]]
    there: Floats = np.zeros(int(high.sum()), np.float32)
    offsets = np.cumsum(high) - high
    np.maximum.at(there, offsets[pair] + column, best)
    own = np.repeat(ends[which[full]], high) + np.arange(len(there)) - np.repeat(offsets, high)
    first = np.cumsum(wide) - wide
    covered = _share(here, weights[left[lines]], first)
    covering = _share(there * their_weights[own], their_weights[own], offsets)
    found[full] = ABBREVIATED * np.maximum(covered, covering) + (1 - ABBREVIATED) * np.minimum(
        covered, covering
    )
    return found


def _share(found: Floats, whole: Floats, starts: Ints) -> Floats:
    """What part of each name's weight was found."""
    total = np.maximum(np.add.reduceat(whole, starts), 1e-6)
    return (np.add.reduceat(found, starts) / total).astype(np.float32)


def _coded(words: pa.Array) -> tuple[Ints, list[str]]:
    coded = pc.dictionary_encode(words)
    return coded.indices.to_numpy().astype(np.int64), coded.dictionary.to_pylist()


def _best(
    mine: Sequence[str], theirs: Sequence[str], left: Ints, right: Ints, lexicon: Lexicon
) -> Floats:
    """The most that words can be worth against others, in whatever company.

    Only words that are near in letters or in sound are looked at one by one.
    """
    here, there = [mine[i] for i in left], [theirs[j] for j in right]
    sounds = [sound(word) for word in mine], [sound(word) for word in theirs]
    heard, said = [sounds[0][i] for i in left], [sounds[1][j] for j in right]
    near = cpdist(here, there, scorer=OSA.distance, score_cutoff=_FAR - 1, dtype=np.int32) < _FAR
    near |= cpdist(heard, said, scorer=OSA.distance, score_cutoff=_FAR - 1, dtype=np.int32) < _FAR
    named = [
        np.array([bool(lexicon.nicknames(word)) for word in words]) for words in (mine, theirs)
    ]
    near |= named[0][left] & named[1][right]
    found = np.zeros(len(left), np.float32)
    for words in ((mine, theirs), sounds):  # a part of a word that is written as one
        one, other = (np.array(side, dtype="U24") for side in words)
        inside = np.strings.find(other[right], one[left]) >= 0
        inside |= np.strings.find(one[left], other[right]) >= 0
        found[inside] = GLUED
    for place in np.flatnonzero(near).tolist():
        similarity, _ = alike(here[place], there[place], heard[place], said[place])
        if similarity < NICKNAME and lexicon.nicknames(here[place]) & lexicon.nicknames(
            there[place]
        ):
            similarity = NICKNAME
        found[place] = max(found[place], similarity)
    return found
