"""What a test of ownership is made of, so that a lawyer can read one and a computer run it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from caveat.ownership.points import percent
from caveat.stake import WHOLE, Interest

Adding = Literal["all", "person", "none"]
"""Whose holdings are added up: those of ``all`` blocked parties together; those of one listed
``person`` at a time, with all that it owns; ``none``: each holding must be enough alone."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to own: a share that is measured against a threshold.

    Attributes:
        name: what is measured, as people say it ("shares", "voting rights").
        counts: interests that count with their share.
        may_count: interests that may be of this kind, or held for another: possible, not certain.
        threshold: in billionths of the whole.
        or_more: True for "50 percent or more", False for "more than 50 percent".
        adding: whose holdings are added up.
    """

    name: str
    counts: frozenset[Interest]
    may_count: frozenset[Interest] = frozenset()
    threshold: int = WHOLE // 2
    or_more: bool = True
    adding: Adding = "all"

    @property
    def needed(self) -> int:
        """The smallest share that meets the threshold, in billionths."""
        return self.threshold if self.or_more else self.threshold + 1

    @property
    def words(self) -> str:
        """The threshold in words.

        >>> Measure("shares", frozenset({"shares"}), or_more=False).words
        'more than 50 % of shares'
        """
        share = percent(self.threshold)
        return f"{share} or more of {self.name}" if self.or_more else (
            f"more than {share} of {self.name}"
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """A test as it stands on a day.

    Attributes:
        measures: any of them is enough.
        control: interests that are enough whatever the share.
        may_control: interests that may be control.
        warned: interests that are no reason under this test, but a caution.
        source: the legal source, with its date and number.
        url: where it can be read.
    """

    measures: tuple[Measure, ...]
    control: frozenset[Interest] = frozenset()
    may_control: frozenset[Interest] = frozenset()
    warned: frozenset[Interest] = frozenset()
    source: str = ""
    url: str = ""

    @property
    def by_person(self) -> bool:
        """Whether each listed person is measured apart from the others."""
        return any(measure.adding == "person" for measure in self.measures)


@dataclass(frozen=True, slots=True)
class Regime:
    """A test with its history.

    Attributes:
        name: as a command takes it.
        title: as people call it.
        rules: (first day, rule), the oldest first; None: from the beginning.
        cautions: what anybody who relies on a verdict must know.
        sold: what to say of a stake that a listed party gave up before the day.
        starts: which designations a test begins from; any, if None.
    """

    name: str
    title: str
    rules: tuple[tuple[date | None, Rule], ...]
    cautions: tuple[str, ...] = ()
    sold: str = ""
    starts: Starts | None = None

    def rule(self, day: date) -> Rule:
        """The rule as it stood on a day."""
        return next(rule for first, rule in reversed(self.rules) if first is None or first <= day)


@dataclass(frozen=True, slots=True)
class Starts:
    """Which designations a test begins from.

    Attributes:
        lists: names of lists (``caveat sources``).
        publishers: words in the publisher's name, where a list gathers those of several.
        words: where a designation tells its measures, one of them has one of these words; any
            will do, if empty.
        always: whether a designation that tells no measures does not count.
        unless: measures with one of these words say nothing here: those of another order's
            directives of the same number.
    """

    lists: frozenset[str]
    publishers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    always: bool = False
    unless: tuple[str, ...] = ()

    def meets(self, list_: str, publisher: str, measures: tuple[str, ...]) -> bool:
        """Whether a designation is one of them.

        >>> sectoral = Starts(frozenset(), ("Foreign Assets",), ("Directive 3",), always=True)
        >>> sectoral.meets("starter", "Office of Foreign Assets Control", ("Directive 3: debt",))
        True

        Args:
            list_: the list's name.
            publisher: who made the designation.
            measures: what it forbids, in the publisher's words.
        """
        by = publisher.lower()
        if list_ not in self.lists and not any(word.lower() in by for word in self.publishers):
            return False
        if not self.words or (not measures and not self.always):
            return True
        said = " ".join(
            one for one in measures if not any(word in one for word in self.unless)
        ).lower()
        return any(word.lower() in said for word in self.words)


SHARES: frozenset[Interest] = frozenset({"shares"})
VOTES: frozenset[Interest] = frozenset({"voting rights"})
CONTROL: frozenset[Interest] = frozenset({"board", "control"})
UNCLEAR: frozenset[Interest] = frozenset({"nominee", "trust", "unknown"})
"""Who holds as a nominee or a trustee may own nothing; what is unknown may be anything."""
