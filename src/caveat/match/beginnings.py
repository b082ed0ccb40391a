"""Names by how they begin: what somebody may be about to type."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from caveat.match.facts import KINDS, NAME_KINDS
from caveat.names.script import words
from caveat.subject import Subject

if TYPE_CHECKING:
    from caveat.match.index import Index

_ROWS = 4_000
"""So many names that begin alike are looked at: whoever types one letter gets some of them."""

_LEAST = 3
"""From so many letters on, names that are alike are looked for, too."""

_ALIKE = 0.3
"""Names that are worth less to what was typed are no suggestion: a surname alone is worth more."""


class Beginnings:
    """The words of an index in alphabetical order, each with the names that have it."""

    def __init__(self, index: Index) -> None:
        self._index = index
        texts = index.rows.words.texts(np.arange(len(index.rows.words), dtype=np.int32))
        order = sorted(range(len(texts)), key=texts.__getitem__)
        self._texts = [texts[place] for place in order]
        self._words = np.array(order, np.int64)

    def suggest(
        self, typed: str, limit: int, allowed: npt.NDArray[np.bool_] | None = None
    ) -> list[str]:
        """Listed names that begin with what was typed, then such as are alike.

        Args:
            typed: words in any script, the last of which may be unfinished.
            limit: at most so many names.
            allowed: mask over facts; only these may be used. All, if not said.

        Returns:
            Names as the lists write them, the likeliest first.
        """
        asked = words(typed)
        found: dict[str, str] = {}  # without regard to capitals: lists differ in that only

        def note(fact: int) -> None:
            name = self._index.value(fact)
            found.setdefault(name.casefold(), name)

        if not asked:
            return []
        for fact in self._beginning(asked, allowed):
            note(fact)
            if len(found) >= limit:
                return list(found.values())
        if len("".join(asked)) >= _LEAST:
            matches = self._index.search(
                [Subject(typed)], limit=limit, threshold=_ALIKE, allowed=allowed
            )[0]
            for match in matches:
                if match.fact >= 0:
                    note(match.fact)
        return list(found.values())[:limit]

    def _beginning(self, asked: list[str], allowed: npt.NDArray[np.bool_] | None) -> Iterator[int]:
        """The facts whose names have the words, and one that begins as the last does; first the
        names that begin so themselves, then the shortest."""
        rows = self._rows(asked[-1], whole=False)
        for word in asked[:-1]:
            rows = rows[np.isin(rows, self._rows(word, whole=True))]
        rows = rows[:_ROWS]
        index = self._index
        starts, ends = index.row_starts[rows], index.row_starts[rows + 1]
        some = [index.row_facts[a:b] for a, b in zip(starts, ends, strict=True)]
        facts = np.concatenate(some) if some else np.zeros(0, np.int64)
        owners = np.repeat(rows, ends - starts)
        usable = index.kinds[facts] < len(NAME_KINDS)
        usable &= index.kinds[facts] != KINDS.index("weak_alias")
        if allowed is not None:
            usable &= allowed[facts]
        facts, owners = facts[usable], owners[usable]
        table = index.rows
        lengths = table.ends[owners + 1] - table.ends[owners]
        firsts = table.row_words[table.ends[owners]]
        low, high = self._range(asked[0], whole=len(asked) > 1)
        leads = np.isin(firsts, self._words[low:high])
        order = np.lexsort((facts, lengths, index.kinds[facts], ~leads))
        yield from facts[order].tolist()

    def _range(self, word: str, *, whole: bool) -> tuple[int, int]:
        low = bisect_left(self._texts, word)
        high = bisect_left(self._texts, word + ("\x00" if whole else "\U0010ffff"))
        return low, high

    def _rows(self, word: str, *, whole: bool) -> npt.NDArray[np.int64]:
        """The names with a word, or with one that begins so."""
        low, high = self._range(word, whole=whole)
        columns = self._index.rows.columns
        some = [
            columns.indices[columns.indptr[number] : columns.indptr[number + 1]]
            for number in self._words[low:high].tolist()
        ]
        if not some:
            return np.zeros(0, np.int64)
        return np.unique(np.concatenate(some)).astype(np.int64)
