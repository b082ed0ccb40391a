"""The index of an edition: plain arrays on the disk, mapped into memory when it is opened."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.sparse import csr_matrix

from caveat.errors import LibraryDamaged
from caveat.match import grams, rows
from caveat.match.align import Lexicon
from caveat.match.beginnings import Beginnings
from caveat.match.disk import map_table, save_table
from caveat.match.evidence import Evidence
from caveat.match.facts import KINDS, NAME_KINDS, Fact
from caveat.match.memory import Memory
from caveat.match.rows import Rows
from caveat.match.score import DEFAULT_THRESHOLD
from caveat.names.identifiers import normal
from caveat.names.name import Name, read_names
from caveat.names.script import sound
from caveat.names.senses import senses
from caveat.subject import TYPES, Subject, Type

SIGNATURE = "index-21"
"""Changed whenever an index is built differently."""

_ARRAYS = ("kinds", "starts", "types", "row_starts", "row_facts", "number_marks", "number_facts")


@dataclass(frozen=True, slots=True)
class Match:
    """A party that a subject may be.

    Attributes:
        party: its number.
        score: in [0, 1].
        fact: number of the listed name that matched; -1 if only an identifier did.
        evidence: what the score was computed from.
    """

    party: int
    score: float
    fact: int
    evidence: tuple[Evidence, ...]


class Index:
    """Facts, ready to be searched; see `build` and `open`.

    A *row* is one distinct name as it is compared; many facts may share it.

    Raises:
        LibraryDamaged: a file is missing or cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self._open(folder)
        except Exception as error:  # whatever a damaged file makes its reader raise
            raise LibraryDamaged(
                f"The match index in {folder} cannot be read ({error}). "
                "Run caveat build to make it anew."
            ) from None

    def _open(self, folder: Path) -> None:
        self._facts = map_table(folder / "facts.arrow")
        self.rows = Rows(folder)
        # Copy on write: sparse_dot_topn takes no read-only arrays, though it writes to none.
        arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="c") for name in _ARRAYS}
        self.kinds: npt.NDArray[np.int8] = arrays["kinds"]
        self.starts: npt.NDArray[np.int64] = arrays["starts"]
        self.row_starts: npt.NDArray[np.int64] = arrays["row_starts"]
        self.row_facts: npt.NDArray[np.int64] = arrays["row_facts"]
        self._types = arrays["types"]
        self.number_marks: npt.NDArray[np.uint64] = arrays["number_marks"]
        self._marks = np.asarray(self.number_marks)  # a plain array is searched faster
        self.number_facts: npt.NDArray[np.int64] = arrays["number_facts"]
        self.memory = Memory(self.rows)
        self.lexicon = Lexicon(lru_cache(1 << 17)(self._rarity), senses)
        self._facts_at_hand = lru_cache(1 << 15)(self._fact)
        self._kept: tuple[npt.NDArray[np.bool_], csr_matrix] | None = None
        whole = (
            len(self._facts) == len(self.kinds) == self.starts[-1]
            and len(self.starts) == len(self._types) + 1
            and len(self.row_starts) == len(self.rows) + 1
            and len(self.row_facts) == self.row_starts[-1]
            and len(self.number_marks) == len(self.number_facts)
        )
        if not whole:
            raise ValueError("its files do not belong together")

    @classmethod
    def build(
        cls,
        facts: pa.Table,
        types: Sequence[Type],
        folder: Path,
        counted: npt.NDArray[np.bool_] | None = None,
    ) -> None:
        """Write an index into an existing folder.

        Args:
            facts: columns party, kind, value, label, sorted by party; a row's place is the
                number of the fact.
            types: what each party is, by party number.
            folder: where to.
            counted: mask over facts: of whose names it is counted how common a word is. All, if
                not said.
        """
        kinds = np.array([KINDS.index(kind) for kind in facts["kind"].to_pylist()], np.int8)
        parties = facts["party"].to_numpy()
        values = facts["value"].to_pylist()
        named = np.flatnonzero(kinds < len(NAME_KINDS))
        keys: dict[Name, int] = {}
        names: list[Name] = []
        bears: list[tuple[int, int]] = []
        for fact in named.tolist():
            for name in read_names(values[fact], types[parties[fact]]):
                row = keys.setdefault(name, len(names))
                if row == len(names):
                    names.append(name)
                bears.append((row, fact))
        bears.sort()
        row_of, fact_of = np.array(bears, np.int64).reshape(-1, 2).T
        numbers = sorted(
            (mark(plain), int(fact))
            for fact in np.flatnonzero(kinds == KINDS.index("identifier"))
            if (plain := normal(values[fact]))
        )
        arrays = {
            "kinds": kinds,
            "starts": np.searchsorted(parties, np.arange(len(types) + 1)),
            "types": np.array([TYPES.index(type) for type in types], np.int8),
            "row_starts": np.searchsorted(row_of, np.arange(len(names) + 1)),
            "row_facts": fact_of,
            "number_marks": np.array([mark for mark, _ in numbers], np.uint64),
            "number_facts": np.array([fact for _, fact in numbers], np.int64),
        }
        for array, content in arrays.items():
            np.save(folder / f"{array}.npy", np.asarray(content))
        save_table(facts, folder / "facts.arrow")
        if counted is not None:
            told = counted[fact_of]
            counted = np.zeros(len(names), np.bool_)
            counted[row_of[told]] = True
        rows.build(names, folder, counted)

    @classmethod
    def open(cls, folder: Path) -> Index:
        """Open an index; nothing is read that a question does not need."""
        return cls(folder)

    def search(
        self,
        subjects: Sequence[Subject],
        *,
        limit: int = 10,
        threshold: float = DEFAULT_THRESHOLD,
        allowed: npt.NDArray[np.bool_] | None = None,
    ) -> list[list[Match]]:
        """Find the parties that subjects may be.

        Args:
            subjects: who is asked about.
            limit: at most so many matches a subject.
            threshold: the least score.
            allowed: mask over facts; only these may be used. All, if not said.

        Returns:
            For each subject its matches, the best first.
        """
        from caveat.match.search import search

        return search(self, subjects, limit, threshold, allowed)

    def _fact(self, number: int) -> Fact:
        party = int(np.searchsorted(self.starts, number, side="right")) - 1
        return Fact(
            party,
            KINDS[self.kinds[number]],
            self._facts["value"][number].as_py(),
            self._facts["label"][number].as_py(),
        )

    def fact(self, number: int) -> Fact:
        """A fact by its number; those asked for last are at hand."""
        return self._facts_at_hand(number)

    def value(self, number: int) -> str:
        """The value of a fact."""
        text: str = self._facts["value"][number].as_py()
        return text

    def values(self, numbers: npt.NDArray[np.int64]) -> list[str]:
        """The values of facts."""
        found: list[str] = self._facts["value"].take(pa.array(numbers)).to_pylist()
        return found

    def party_of(self, facts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The party of each fact."""
        return np.searchsorted(self.starts, facts, side="right") - 1

    def type(self, party: int) -> Type:
        """What a party is."""
        return TYPES[int(self._types[party])]

    def only(self, allowed: npt.NDArray[np.bool_]) -> csr_matrix:
        """The columns of rows that an allowed fact bears; kept for the next question."""
        kept = self._kept
        if kept is None or kept[0] is not allowed:
            usable = allowed[self.row_facts]
            rows = np.logical_or.reduceat(usable, self.row_starts[:-1])
            columns = self.rows.columns if rows.all() else grams.only(self.rows.columns, rows)
            self._kept = kept = (allowed, columns)
        return kept[1]

    @cached_property
    def beginnings(self) -> Beginnings:
        """The names by how they begin."""
        return Beginnings(self)

    def with_number(self, text: str) -> npt.NDArray[np.int64]:
        """The facts that are this identifier."""
        plain = normal(text)
        if not plain:
            return np.zeros(0, np.int64)
        sought = np.uint64(mark(plain))
        first = int(self._marks.searchsorted(sought))
        if first == len(self._marks) or self._marks[first] != sought:
            return np.zeros(0, np.int64)  # as nearly always
        found = self.number_facts[first : self._marks.searchsorted(sought, "right")]
        return np.array([f for f in found if normal(self.value(int(f))) == plain], np.int64)

    def _rarity(self, word: str) -> float:
        return self.memory.telling(word, sound(word))


def mark(text: str) -> int:
    """What an identifier in normal form is found by."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")
