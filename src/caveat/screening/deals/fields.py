"""The fields of one table of a deal file, read one by one; an error names key and line."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, NoReturn

from caveat.errors import BadDate, BadDeal
from caveat.screening.deals.lines import Lines, Path
from caveat.time import day, span


class Fields:
    """One table.

    Args:
        said: the table as TOML or JSON has it.
        path: where it stands in the file.
        lines: of the file.
        keys: those that it may have.
        parties: ids that it may refer to.

    Raises:
        BadDeal: it is no table, or has a key that is not known.
    """

    def __init__(
        self,
        said: Any,
        path: Path,
        lines: Lines,
        keys: Sequence[str],
        parties: Collection[str] = (),
    ) -> None:
        self.said, self._path, self._lines, self._parties = said, path, lines, parties
        if not isinstance(said, dict):
            self.wrong("", f"{path[0] if path else 'the file'} is {said!r}, which is no table")
        for key in said:
            if key not in keys:
                near = get_close_matches(str(key), keys, n=1, cutoff=0.5)
                hint = f"Did you mean {near[0]!r}" if near else f"Known are: {', '.join(keys)}"
                self.wrong(str(key), f"the key {key!r} is not known. {hint}", "?" if near else ".")

    def wrong(self, key: str, why: str, end: str = ".") -> NoReturn:
        """Refuse the file because of a key.

        Raises:
            BadDeal: always.
        """
        where = self._lines.say((*self._path, key) if key else self._path)
        table = f"[[{self._path[0]}]] " if self._path else ""
        what = f"{table}{key}".strip()
        raise BadDeal(f"{where}{f', {what}' if what else ''}: {why}{end}")

    def tables(self, key: str) -> list[Any]:
        """An array of tables; one table counts as an array of one."""
        found = self.said.get(key, [])
        if isinstance(found, dict):
            return [found]
        if not isinstance(found, list):
            self.wrong(key, f"{found!r} is no table. Write [[{key}]]")
        return found

    def text(self, key: str) -> str:
        """A text; empty where it is not said."""
        found = self.said.get(key, "")
        if isinstance(found, int) and not isinstance(found, bool):
            found = str(found)
        if not isinstance(found, str):
            self.wrong(key, f"{found!r} is no text. Put it between quotes")
        return str(found).strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text counts as a list of one."""
        found = self.said.get(key, [])
        rows = found if isinstance(found, list) else [found]
        if not all(isinstance(one, str) for one in rows):
            self.wrong(key, f"{found!r} is no list of texts. Put each between quotes")
        return tuple(dict.fromkeys(one.strip() for one in rows if one.strip()))

    def choices(self, key: str, known: Sequence[str]) -> tuple[str, ...]:
        """A list of words that are known."""
        found = self.texts(key)
        for one in found:
            if one not in known:
                near = get_close_matches(one, known, n=1, cutoff=0.5)
                hint = f"Did you mean {near[0]!r}?" if near else f"Say one of: {', '.join(known)}."
                self.wrong(key, f"{one!r} is not known. {hint}", "")
        return found

    def choice(self, key: str, known: Sequence[str]) -> str | None:
        """A word that is known; None where it is not said."""
        found = self.choices(key, known)
        if len(found) > 1:
            self.wrong(key, f"{self.said[key]!r} says several. Say one")
        return found[0] if found else None

    def flag(self, key: str) -> bool | None:
        """Yes or no; None where it is not said."""
        found = self.said.get(key)
        if found is not None and not isinstance(found, bool):
            self.wrong(key, f"{found!r} is neither true nor false")
        return found

    def count(self, key: str) -> int | None:
        """A whole number, not negative; None where it is not said."""
        found = self.said.get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int) or found < 0:
            self.wrong(key, f"{found!r} is no whole number from 0")
        return int(found)

    def day(self, key: str) -> date | None:
        """A whole day; None where it is not said."""
        found = self.said.get(key)
        if found is None:
            return None
        if isinstance(found, datetime):
            self.wrong(key, f"{found} has a time of day. Write the day alone, as 2018-03-01")
        if not isinstance(found, str | date):
            self.wrong(key, f"{found!r} is no day. Write it as 2018-03-01")
        try:
            return day(found)
        except BadDate as error:
            self.wrong(key, str(error).rstrip("."))

    def partial(self, key: str) -> str | None:
        """A day, a month or a year, as an ISO prefix; None where it is not said."""
        found = self.said.get(key)
        if found is None:
            return None
        if isinstance(found, date) and not isinstance(found, datetime):
            return found.isoformat()
        if isinstance(found, int) and not isinstance(found, bool):
            found = str(found)
        try:
            span(found if isinstance(found, str) else "")
        except BadDate:
            self.wrong(key, f"{found!r} is no date. Write YYYY, YYYY-MM or YYYY-MM-DD")
        return str(found).strip()

    def party(self, key: str) -> str:
        """The id of a party of the file."""
        found = self.parties(key)
        if len(found) != 1:
            self.wrong(key, "it names nobody. Write the id of a party")
        return found[0]

    def parties(self, key: str) -> tuple[str, ...]:
        """Ids of parties of the file."""
        found = self.texts(key)
        for one in found:
            if one not in self._parties:
                near = get_close_matches(one, self._parties, n=1, cutoff=0.5)
                hint = f"Did you mean {near[0]!r}?" if near else "Add a [[party]] with that id."
                self.wrong(key, f"no party of the file is called {one!r}. {hint}", "")
        return found

    def pair(self, first: str, second: str) -> tuple[str, str]:
        """Ids of two different parties."""
        one, other = self.party(first), self.party(second)
        if one == other:
            self.wrong(second, f"{one!r} cannot have a share of itself. Name two parties")
        return one, other
