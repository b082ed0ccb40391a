"""The listed names nearest to a name, by the letters that they share.

Peers score pairs and bring no index, so they are given candidates: neutral ones, by groups of
three letters, weighted by how rare they are, after both names were put into Latin letters.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sparse_dot_topn import sp_matmul_topn

from caveat.validation.plain import latin


class Nearest:
    """Names to look among.

    Attributes:
        names: the names, as they were given; answers are places in this row.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        self._places: dict[str, int] = {}
        counts = self._counts(self.names, learn=True)
        have = np.bincount(counts.indices, minlength=len(self._places))
        self._weights = np.log((1 + len(self.names)) / (1 + have)).astype(np.float32) + 1
        self._columns = self._vectors(counts).T.tocsr()

    def __call__(self, asked: Sequence[str], top: int) -> list[npt.NDArray[np.int32]]:
        """For each name the places of the nearest, the nearest first."""
        queries = self._vectors(self._counts(asked, learn=False))
        near = sp_matmul_topn(
            queries, self._columns, top_n=top, threshold=0.01, sort=True, n_threads=2
        )
        return [
            near.indices[start:stop]
            for start, stop in zip(near.indptr[:-1], near.indptr[1:], strict=True)
        ]

    def _counts(self, names: Sequence[str], learn: bool) -> csr_matrix:
        places = self._places
        indices: list[int] = []
        starts = [0]
        for name in names:
            text = f" {latin(name)} "
            grams = [text[at : at + 3] for at in range(len(text) - 2)]
            if learn:
                indices += [places.setdefault(gram, len(places)) for gram in grams]
            else:
                indices += [places[gram] for gram in grams if gram in places]
            starts.append(len(indices))
        ones = np.ones(len(indices), np.float32)
        shape = (len(names), len(places))
        matrix = csr_matrix(
            (ones, np.array(indices, np.int32), np.array(starts, np.int32)), shape=shape
        )
        matrix.sum_duplicates()
        return matrix

    def _vectors(self, counts: csr_matrix) -> csr_matrix:
        data = np.sqrt(counts.data) * self._weights[counts.indices]
        whole = csr_matrix((data, counts.indices, counts.indptr), counts.shape)
        length = np.sqrt(np.asarray(whole.multiply(whole).sum(axis=1)).ravel())
        length[length == 0] = 1
        whole.data = whole.data / np.repeat(length, np.diff(whole.indptr))
        return whole.astype(np.float32)
