"""Names by how they begin: what somebody may be about to type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from caveat.match.facts import KINDS, NAME_KINDS
from caveat.names.marks import marks
from caveat.names.script import sound, words
from caveat.subject import Subject

if TYPE_CHECKING:
    from caveat.match.index import Index

_ROWS = 4_000
"""So many names that begin alike are looked at: whoever types one letter gets some of them."""

_LEAST = 3
"""From so many letters on, names that are alike are looked for, too."""

_ALIKE = 0.5
"""Names that are worth less to what was typed are no suggestion."""

_SPARE = 3
"""So many times the names asked for are looked at: those in the script that is typed go first."""

_NEAR = 3
"""So many words are tried in the place of one that no list has."""


class Beginnings:
    """The names of an index, to be looked up by their first letters."""

    def __init__(self, index: Index) -> None:
        self._index = index

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
        for fact in self._likely(typed, asked, limit, allowed) if asked else ():
            name = self._index.value(fact)
            found.setdefault(name.casefold(), name)
            if len(found) >= limit * _SPARE:
                break
        latin = typed.isascii()
        return sorted(found.values(), key=lambda name: name.isascii() != latin)[:limit]

    def _likely(
        self,
        typed: str,
        asked: list[str],
        limit: int,
        allowed: npt.NDArray[np.bool_] | None,
    ) -> Iterator[int]:
        """The facts whose names begin so, then such as are alike."""
        yield from self._beginning(asked, allowed)
        for word in self._near(asked[-1]):
            yield from self._beginning([*asked[:-1], word], allowed)
        if len(asked) > 1 and len("".join(asked)) >= _LEAST:
            matches = self._index.search(
                [Subject(typed)], limit=limit, threshold=_ALIKE, allowed=allowed
            )[0]
            yield from (match.fact for match in matches if match.fact >= 0)

    def _beginning(self, asked: list[str], allowed: npt.NDArray[np.bool_] | None) -> Iterator[int]:
        """The facts whose names have the words, and one that begins as the last does; first the
        names that begin so themselves, then the shortest."""
        rows = self._rows(asked[-1], whole=False)
        for word in asked[:-1]:
            rows = rows[np.isin(rows, self._rows(word, whole=True))]
        rows = rows[:_ROWS]
        index = self._index
        starts, ends = index.row_starts[rows], index.row_starts[rows + 1]
        facts = index.row_facts[_spread(starts, ends)].astype(np.int64)
        owners = np.repeat(rows, ends - starts)
        usable = index.kinds[facts] < len(NAME_KINDS)
        usable &= index.kinds[facts] != KINDS.index("weak_alias")
        if allowed is not None:
            usable &= allowed[facts]
        facts, owners = facts[usable], owners[usable]
        table = index.rows
        lengths = table.ends[owners + 1] - table.ends[owners]
        firsts = table.row_words[table.ends[owners]]
        leads = np.isin(firsts, self._words(asked[0], whole=len(asked) > 1))
        order = np.lexsort((facts, lengths, index.kinds[facts], ~leads))
        yield from facts[order].tolist()

    def _near(self, text: str) -> list[str]:
        """The words that one may be, if it is not one of them itself: the likeliest few."""
        words = self._index.rows.words
        if len(text) < _LEAST or len(words.begun(text)):
            return []
        _, found, similarity, _ = words.near([text], [sound(text)])
        return words.texts(found[np.argsort(-similarity, kind="stable")[:_NEAR]])

    def _words(self, text: str, *, whole: bool) -> npt.NDArray[np.int64]:
        """The word of these letters, or all that begin so."""
        words = self._index.rows.words
        if whole:
            found = words.exact(marks([text])[0]).astype(np.int64)
            return found[found >= 0]
        return words.begun(text)

    def _rows(self, text: str, *, whole: bool) -> npt.NDArray[np.int64]:
        """The names with a word, or with one that begins so."""
        columns = self._index.rows.columns
        found = self._words(text, whole=whole)
        places = _spread(columns.indptr[found], columns.indptr[found + 1])
        return np.unique(columns.indices[places]).astype(np.int64)


def _spread(starts: npt.NDArray[Any], ends: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """All places from each start up to its end, one row after the other."""
    lengths = (ends - starts).astype(np.int64)
    before = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    return np.repeat(starts.astype(np.int64) - before[:-1], lengths) + np.arange(before[-1])
