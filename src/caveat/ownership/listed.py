"""Listed: from whom a test begins, on one day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Listed:
    """The listed parties of a network on a day, by their numbers.

    Attributes:
        certain: those that are listed.
        possible: those of which the lists cannot tell, such as one whose designation is dated
            only by its year.
        joint: sets of parties that act together, where a test asks for it.
        why: party -> by whom and since when, as an answer shows it.
    """

    certain: frozenset[int]
    possible: frozenset[int] = frozenset()
    joint: Sequence[Collection[int]] = ()
    why: Mapping[int, str] = field(default_factory=dict)

    @property
    def either(self) -> frozenset[int]:
        """All that are listed, or may be."""
        return self.certain | self.possible

    def groups(self, by_person: bool, among: Iterable[int] | None = None) -> dict[int, int]:
        """Party -> number of those whose holdings are added up with its own.

        >>> Listed(frozenset({3, 5, 8}), joint=[{3, 8}]).groups(by_person=True)
        {3: 3, 5: 5, 8: 3}

        Args:
            by_person: False puts everybody in one group.
            among: only of these; of all that are listed, or may be, if not said.
        """
        if among is not None and not (by_person and self.joint):
            wanted = [n for n in among if n in self.certain or n in self.possible]
            return {party: party if by_person else 0 for party in wanted}
        if not by_person:
            return dict.fromkeys(self.either, 0)
        first = {party: party for party in sorted(self.either)}
        for together in self.joint:
            acting = {first[party] for party in together if party in first}
            for party, group in first.items():
                if group in acting:
                    first[party] = min(acting)
        return first
