"""What names and rows are worth to each other, thousands of pairs at once.

The same as `caveat.match.align`, up to what a fuzzy search may overlook: what is worth a hit is
then compared once more, word by word, and that decides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from caveat.match.align import (
    AROUND,
    BY_EAR,
    CLASH,
    CUT_SHARE,
    ENOUGH,
    FEATURE_OF,
    GLUED,
    MANY,
    SAME,
    SHORT_OF,
    SLIPS,
    TELLING,
    TRUST,
)  # fmt: skip
from caveat.match.alike import FIRST, HEARD, HOWS, INITIAL
from caveat.match.asked import Asked
from caveat.match.model import FEATURES, Floats, worth_many
from caveat.match.rows import MOST, Ints, Rows, running
from caveat.names.marks import within_runs

Doubles = npt.NDArray[np.float64]
Bits = npt.NDArray[np.uint64]

_GLUED = HOWS.index("glued")
_COLUMN = {HOWS.index(how): FEATURES.index(name) for how, name in FEATURE_OF.items()}
_SLIPS = tuple(HOWS.index(how) for how in SLIPS)
_TRUST = np.array([TRUST.get(how, 0.0) for how in HOWS])
_BY_EAR = tuple(HOWS.index(how) for how in BY_EAR)


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Words that agree, any number a pair; all arrays are of shape (cells,).

    Attributes:
        pair: number of the pair.
        left: place of the word among those of the names.
        right: place of the word among those of the rows.
        wide: how many words of the name, and of the row, are taken for one.
        alike: how alike they are.
        how: in what way.
    """

    pair: Ints
    left: Ints
    right: Ints
    wide: tuple[int, int]
    alike: Floats
    how: Ints


def worths(names: Asked, who: Ints, rows: Rows, which: Ints) -> Floats:
    """What each pair of a name and a row is worth.

    Args:
        names: the names asked about.
        who: for each pair the place of its name; of shape (pairs,).
        rows: the listed names.
        which: for each pair its row; of shape (pairs,).
    """
    cells = _cells(names, who, rows, which)
    pair = np.concatenate([one.pair for one in cells])
    left = np.concatenate([one.left for one in cells])
    right = np.concatenate([one.right for one in cells])
    alike = np.concatenate([one.alike for one in cells])
    how = np.concatenate([one.how for one in cells])
    wide = [np.repeat([one.wide[side] for one in cells], [len(one.pair) for one in cells])
            for side in (0, 1)]  # fmt: skip
    order = np.lexsort((-alike, pair))
    pair, left, right, alike, how = (a[order] for a in (pair, left, right, alike, how))
    wide = [side[order] for side in wide]
    spans = [(np.uint64(1) << side.astype(np.uint64)) - np.uint64(1) for side in wide]
    mine = spans[0] << (left - names.ends[who[pair]]).astype(np.uint64)
    theirs = spans[1] << (right - rows.ends[which[pair]]).astype(np.uint64)
    taken, used = _greedy(pair, mine, theirs, len(who))
    pair, left, right, alike, how = (a[taken] for a in (pair, left, right, alike, how))
    wide = [side[taken] for side in wide]
    features = _features(names, who, rows, which, pair, left, right, wide, alike, how, used)
    return worth_many(features, names.person[who] | rows.person[which])


def _cells(names: Asked, who: Ints, rows: Rows, which: Ints) -> list[Cells]:
    """Every two words of every pair that are alike."""
    wide = np.minimum(np.diff(names.ends)[who], MOST)
    high = np.minimum(rows.ends[which + 1] - rows.ends[which], MOST)
    count = wide * high
    pair = np.repeat(np.arange(len(who)), count)
    inside = within_runs(count)
    across = high[pair]
    left = names.ends[who][pair] + inside // across
    right = rows.ends[which][pair] + inside % across
    words, listed = names.words[left], rows.row_words[right]
    found = [_near(names, words, listed, pair, left, right, (1, 1))]
    letters, first = rows.words.letters, rows.words.first
    short = (names.letter[left] > 0) | (letters[listed] > 0)
    if short.any():
        at = np.flatnonzero(short)
        at = at[names.first[left[at]] == first[listed[at]]]
        at = at[~((names.letter[left[at]] > 0) & (letters[listed[at]] > 0))]
        found.append(_same(pair, left, right, at, (1, 1), INITIAL, FIRST))
    glued = names.glued[who[pair]]
    if glued.any():
        at = np.flatnonzero(glued)
        at = at[rows.glued[right[at]] >= 0]
        as_one = len(rows.words) + rows.glued[right[at]]
        found.append(_near(names, words[at], as_one, pair[at], left[at], right[at], (1, 2)))
    if len(names.as_one[0]):
        place = np.minimum(np.searchsorted(names.as_one[0], left), len(names.as_one[0]) - 1)
        same = (names.as_one[0][place] == left) & (names.as_one[1][place] == listed)
        at = np.flatnonzero(same)
        found.append(_same(pair, left, right, at, (2, 1), GLUED, _GLUED))
    return found


def _same(
    pair: Ints,
    left: Ints,
    right: Ints,
    at: Ints,
    wide: tuple[int, int],
    alike: float,
    how: int,
) -> Cells:
    """Cells that are all alike in the same way."""
    worth = np.full(len(at), alike, np.float32)
    return Cells(pair[at], left[at], right[at], wide, worth, np.full(len(at), how))


def _near(
    names: Asked, words: Ints, listed: Ints, pair: Ints, left: Ints, right: Ints,
    wide: tuple[int, int],
) -> Cells:  # fmt: skip
    """Those of some cells whose words were found near each other."""
    near, keys = names.near, names.keys
    if not len(keys):
        empty = np.zeros(0, np.int64)
        return Cells(empty, empty, empty, wide, np.zeros(0, np.float32), empty)
    asked = words.astype(np.int64) * near.shape[1] + listed
    place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    at = np.flatnonzero(keys[place] == asked)
    place = place[at]
    return Cells(pair[at], left[at], right[at], wide, near.data[place],
                 names.how[place].astype(np.int64))  # fmt: skip


def _greedy(pair: Ints, mine: Bits, theirs: Bits, pairs: int) -> tuple[Ints, tuple[Bits, Bits]]:
    """Which cells to take, the best first, no word twice; and which words that takes."""
    first = np.searchsorted(pair, np.arange(pairs))
    rank = np.arange(len(pair)) - first[pair]
    used = np.zeros(pairs, np.uint64), np.zeros(pairs, np.uint64)
    taken = np.zeros(len(pair), np.bool_)
    by_rank = np.argsort(rank, kind="stable")
    ends = np.searchsorted(rank[by_rank], np.arange(int(rank.max(initial=-1)) + 2))
    for start, stop in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        at = by_rank[start:stop]
        own = pair[at]
        free = ((used[0][own] & mine[at]) | (used[1][own] & theirs[at])) == 0
        at, own = at[free], own[free]
        taken[at] = True
        used[0][own] |= mine[at]
        used[1][own] |= theirs[at]
    return np.flatnonzero(taken), used


def _inside(
    names: Asked, who: Ints, rows: Rows, pair: Ints, left: Ints, right: Ints, wide: list[Ints],
    part: list[Doubles], whole: list[Doubles], sums: Doubles,
) -> tuple[npt.NDArray[np.bool_], Doubles]:  # fmt: skip
    """Where a row's name stands in a longer text, and what hangs on the words in between."""
    count = len(who)
    heavy = ~rows.light[right] & names.loose[who[pair]]
    told = np.bincount(pair, np.minimum(*part) * heavy, minlength=count)
    said, used = (np.bincount(pair, part[s], minlength=count) / whole[s] for s in (0, 1))
    first, last = np.full(count, np.iinfo(np.int64).max), np.zeros(count, np.int64)
    np.minimum.at(first, pair[heavy], left[heavy])
    np.maximum.at(last, pair[heavy], (left + wide[0])[heavy])
    enough = (told >= ENOUGH - 0.05) | (np.bincount(pair[heavy], minlength=count) >= MANY)
    found = names.loose[who] & enough & (1 - used <= SHORT_OF + 0.02)
    found &= (last > 0) & (1 - said >= AROUND - 0.02)
    first = np.where(found, first, 0)
    narrow = np.where(found, sums[last] - sums[first], 1.0)
    return found, np.maximum(narrow, 1e-6)


def _features(
    names: Asked, who: Ints, rows: Rows, which: Ints, pair: Ints, left: Ints, right: Ints,
    wide: list[Ints], alike: Floats, how: Ints, used: tuple[Bits, Bits],
) -> Doubles:  # fmt: skip
    """`caveat.match.align`'s features, of shape (pairs, features)."""
    count = len(who)
    sums = running(names.weights), rows.sums
    solids = running(~names.light), rows.solids
    spots = (left, right)
    whole = [
        np.maximum(sums[0][names.ends[who + 1]] - sums[0][names.ends[who]], 1e-6),
        np.maximum(sums[1][rows.ends[which + 1]] - sums[1][rows.ends[which]], 1e-6),
    ]
    part = [sums[s][spots[s] + wide[s]] - sums[s][spots[s]] for s in (0, 1)]
    cut, inside = names.cut[who], np.zeros(count, np.bool_)
    if cut.any():
        ends = np.zeros(count, np.int64)
        np.maximum.at(ends, pair, right + wide[1])
        start = rows.ends[which]
        kept = sums[1][np.maximum(ends, start)] - sums[1][start]
        whole[1] = np.where(cut, np.maximum(kept, 1e-6), whole[1])
    if names.loose[who].any():
        inside, narrow = _inside(names, who, rows, pair, left, right, wide, part, whole, sums[0])
        whole[0] = np.where(inside, narrow, whole[0])
    solid = np.maximum(*(solids[s][spots[s] + wide[s]] - solids[s][spots[s]] for s in (0, 1)))
    shares = [part[s] / whole[s][pair] for s in (0, 1)]
    share = (shares[0] + shares[1]) / 2

    def total(values: Doubles) -> Doubles:
        return np.bincount(pair, values, minlength=count).astype(np.float64)

    found: Doubles = np.zeros((count, len(FEATURES)))
    for code, column in _COLUMN.items():
        here = how == code
        if here.any():
            found[:, column] += total(np.where(here, share, 0.0))
    slip = np.isin(how, _SLIPS)
    found[:, FEATURES.index("slip")] = total(np.where(slip, share * (1 - alike) * 5, 0.0))
    found[:, FEATURES.index("part")] = np.where(inside, 1.0, np.where(cut, CUT_SHARE, 0.0))
    rest = [np.maximum(1 - total(shares[s]), 0.0) for s in (0, 1)]
    conflict = np.minimum(*rest)
    clash = np.minimum(rest[0] * whole[0], rest[1] * whole[1]) / CLASH
    found[:, FEATURES.index("clash")] = np.minimum(clash, 1.0)
    found[:, FEATURES.index("conflict")] = conflict
    found[:, FEATURES.index("surplus")] = np.maximum(*rest) - conflict
    initials = total((how == FIRST).astype(float)) > 0
    hold = total(np.where(how == FIRST, 0, solid).astype(float))
    heavy = [
        solids[0][names.ends[who + 1]] - solids[0][names.ends[who]],
        solids[1][rows.ends[which + 1]] - solids[1][rows.ends[which]],
    ]
    person = names.person[who] | rows.person[which]
    enough = np.minimum(2, np.where(person, np.maximum(*heavy), np.minimum(*heavy)))
    found[:, FEATURES.index("alone")] = (hold < enough) & ~(initials & (hold > 0))
    numbers = names.digits[who], rows.digits[which]
    found[:, FEATURES.index("number")] = ((numbers[0] & ~used[0]) > 0) & (
        (numbers[1] & ~used[1]) > 0
    )
    told = total(np.minimum(*part))
    trust = np.where(np.isin(how, _BY_EAR) & (alike < HEARD - 1e-3), 0.0, _TRUST[how])
    same = total(share * trust)
    little = 1 - np.minimum(1, told / TELLING)
    found[:, FEATURES.index("thin")] = little * np.maximum(0, 1 - same)
    differ = 1 - same + np.maximum(*rest) > SAME
    found[:, FEATURES.index("common")] = np.where(differ, little, 0.0)
    return found
