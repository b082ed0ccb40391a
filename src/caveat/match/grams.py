"""Many names against the index at once: which listed names share enough letters to be looked at.

Each name is a vector of its three-letter pieces, word by word, weighed by their rarity (TF-IDF)
and brought to length 1; the product of two vectors is their cosine. Pieces are taken from how
the words sound, so that spellings agree before anything is compared. Word order does not count.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

_LETTERS = " 0123456789CSZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_LETTERS)
PIECES = _BASE**3
"""How many different pieces there are: the width of every vector."""

_CODES = np.zeros(128, np.int32)
for _place, _letter in enumerate(_LETTERS):
    _CODES[ord(_letter)] = _place

Floats = npt.NDArray[np.float32]

_MOSTLY, _TOGETHER = 500, 64
"""Hardly a query has so many names near it; one that has is looked at again, so many at once."""


def pieces(names: Sequence[Sequence[str]]) -> csr_matrix:
    """Count the pieces of names.

    Args:
        names: for each name, how its words sound.

    Returns:
        Matrix of shape (names, PIECES), float32, one where a name has a piece.
    """
    texts = ["".join(f" {word} " for word in name) for name in names]
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    raw = np.frombuffer("".join(texts).encode("ascii", "replace"), np.uint8)
    letters = _CODES[np.minimum(raw, 127)]
    if len(letters) < 3:
        return csr_matrix((len(texts), PIECES), dtype=np.float32)
    codes = (letters[:-2] * _BASE + letters[1:-1]) * _BASE + letters[2:]
    rows = np.repeat(np.arange(len(texts)), lengths)
    inside = (rows[:-2] == rows[2:]) & ~((letters[:-2] == 0) & (letters[1:-1] == 0))
    inside &= ~((letters[1:-1] == 0) & (letters[2:] == 0))
    found = csr_matrix(
        (np.ones(int(inside.sum()), np.float32), (rows[:-2][inside], codes[inside])),
        shape=(len(texts), PIECES),
    )
    found.sum_duplicates()
    found.data[:] = 1.0
    return found


def rarities(counts: csr_matrix) -> Floats:
    """How much each piece tells, from how many names have it (smooth inverse frequency)."""
    have = np.bincount(counts.indices, minlength=PIECES)
    weights: Floats = (np.log((1 + counts.shape[0]) / (1 + have)) + 1).astype(np.float32)
    return weights


def vectors(counts: csr_matrix, weights: Floats) -> csr_matrix:
    """Weigh the pieces and bring every name to length 1."""
    weighed = csr_matrix(
        (counts.data * weights[counts.indices], counts.indices, counts.indptr), counts.shape
    )
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1)).ravel())
    weighed.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(weighed.indptr)).astype(np.float32)
    return weighed


def only(columns: csr_matrix, wanted: npt.NDArray[np.bool_]) -> csr_matrix:
    """The index without the names that may not be used; the numbers of the rest stay."""
    keep = wanted[columns.indices]
    ends = np.concatenate([[0], np.cumsum(keep)]).astype(np.int32)
    return csr_matrix(
        (columns.data[keep], columns.indices[keep], ends[columns.indptr]), columns.shape
    )


def nearest(queries: csr_matrix, columns: csr_matrix, top: int, least: float) -> csr_matrix:
    """The names nearest to each query.

    Args:
        queries: vectors of shape (queries, PIECES).
        columns: the index, transposed: shape (PIECES, names).
        top: at most so many names a query.
        least: the least cosine.

    Returns:
        Cosines, of shape (queries, names), the nearest first in each row.
    """
    return sp_matmul_topn(queries, columns, top_n=top, threshold=least, sort=True, n_threads=1)


def all_near(queries: csr_matrix, columns: csr_matrix, least: float) -> csr_matrix:
    """Every name that is so near to a query, however many others are nearer.

    Whether a name is found depends on it and on the query, on nothing else: a new name in the
    index puts no other one out.

    Args:
        queries: vectors of shape (queries, PIECES).
        columns: the index, transposed: shape (PIECES, names).
        least: the least cosine.

    Returns:
        Cosines, of shape (queries, names), the nearest first in each row.
    """
    found = nearest(queries, columns, _MOSTLY, least)
    full = np.flatnonzero(np.diff(found.indptr) >= _MOSTLY)
    if not len(full) or columns.shape[1] <= _MOSTLY:
        return found
    # Room for all of them is made for few queries at a time: it is as wide as the index.
    more = [
        nearest(queries[full[at : at + _TOGETHER]], columns, columns.shape[1], least)
        for at in range(0, len(full), _TOGETHER)
    ]
    counts = np.diff(found.indptr).astype(np.int64)
    counts[full] = np.concatenate([np.diff(one.indptr) for one in more])
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    indices, data = np.zeros(ends[-1], np.int32), np.zeros(ends[-1], np.float32)
    crowded = np.zeros(len(counts), np.bool_)
    crowded[full] = True
    mine = np.repeat(crowded, counts)
    few = np.repeat(~crowded, np.diff(found.indptr))
    indices[~mine], data[~mine] = found.indices[few], found.data[few]
    indices[mine] = np.concatenate([one.indices for one in more])
    data[mine] = np.concatenate([one.data for one in more])
    return csr_matrix((data, indices, ends), found.shape)
