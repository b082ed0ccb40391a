"""A library in a folder of its own, and a tiny list format to fill it from.

The format has one value a line: ``party property value`` or, for a designation,
``party [PROGRAMME] property value``; ``party -> other role`` is a link. ``published DAY`` and
``stated NUMBER`` say what a file may say of itself. Each party is a person; ``party : Schema``
makes it something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import strategies as st

from caveat.errors import ListMalformed
from caveat.library.build import build
from caveat.library.disk import writing
from caveat.library.edition import Edition
from caveat.library.intake import Taken, take
from caveat.sources.reading import Entity, File, Reading
from caveat.sources.registry import Source

TODAY = date(2030, 1, 1)
_LINE = re.compile(r"(?P<party>\S+) (?:\[(?P<programme>[^]]+)\] )?(?P<prop>\S+) (?P<value>.+)")


def read_lines(files: Sequence[File], reading: Reading) -> Iterator[Entity]:
    """The parser of the tiny format."""
    reading.format = "lines"
    parties: dict[str, Entity] = {}
    for file in files:
        with file.open() as stream:
            text = stream.read().decode()
        for number, line in enumerate(text.splitlines(), start=1):
            words, origin = line.split(), f"{file.name}:{number}"
            if not words:
                continue
            if words[0] == "published":
                reading.published = words[1]
                continue
            if words[0] == "stated":
                reading.stated = int(words[1])
                continue
            found = _LINE.fullmatch(line.strip())
            if found is None:
                raise ListMalformed(f"{origin} is no line of the format. Get the file again.")
            party = parties.setdefault(
                found["party"], Entity(found["party"], "Person", origin, reading)
            )
            if found["prop"] == ":":
                party.schema = found["value"]
            elif found["prop"] == "->":
                other, role = found["value"].split(maxsplit=1)
                link = party.attach("UnknownLink", other, role, origin=origin)
                link.add("subject", party.id)
                link.add("object", other)
                link.add("role", role)
            elif found["programme"]:
                listing = party.attach("Sanction", "lines", found["programme"], origin=origin)
                listing.add("program", found["programme"])
                listing.add(found["prop"], found["value"], origin=origin)
            else:
                party.add(found["prop"], found["value"], origin=origin)
    yield from parties.values()


class Lines(Source):
    """A list in the tiny format."""

    def load(self) -> Callable[[Sequence[File], Reading], Iterator[Entity]]:
        return read_lines


def source(name: str = "tiny") -> Lines:
    """A list of this name."""
    return Lines(name, f"The {name} list", "Us", "", "", (), 1, "", "test")


class Shelf:
    """A library, and the shortest way to bring lists into it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files = root.with_name(f"{root.name}-files")
        self._files.mkdir()
        self._numbers = count()

    def file(self, text: str) -> File:
        """A file with this text, as it comes from a publisher."""
        place = self._files / f"{next(self._numbers)}.txt"
        place.write_text(text, encoding="utf-8")
        return File(place, "list.txt")

    def take(
        self,
        text: str,
        published: str | date | None = None,
        *,
        name: str = "tiny",
        accept_shrink: bool = True,
    ) -> Taken:
        """Take a version of a list in."""
        when = date.fromisoformat(published) if isinstance(published, str) else published
        return self.bring(self.file(text), when, name=name, accept_shrink=accept_shrink)

    def bring(
        self,
        file: File,
        published: date | None = None,
        *,
        name: str = "tiny",
        accept_shrink: bool = True,
    ) -> Taken:
        """Take a file in."""
        with writing(self.root):
            return take(
                self.root,
                source(name),
                [file],
                today=TODAY,
                published=published,
                accept_shrink=accept_shrink,
            )

    def build(self) -> Edition:
        """Put everything in force."""
        with writing(self.root):
            return build(self.root)

    def bytes(self) -> dict[str, bytes]:
        """Every file of the library."""
        return {
            str(place.relative_to(self.root)): place.read_bytes()
            for place in sorted(self.root.rglob("*"))
            if place.is_file()
        }

    def aside(self) -> list[Path]:
        """What writers have left aside."""
        return list(self.root.rglob(".aside-*"))


Shelves = Callable[[], Shelf]


@pytest.fixture(scope="session")
def new_shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelves:
    """Makes an empty library, any number of times in one test."""
    return lambda: Shelf(tmp_path_factory.mktemp("shelf") / "library")


@pytest.fixture
def shelf(new_shelf: Shelves) -> Shelf:
    """An empty library."""
    return new_shelf()


@pytest.fixture(scope="session")
def texts() -> st.SearchStrategy[str]:
    """Lists in the tiny format: up to four parties, and one that is always there."""
    values = st.frozensets(st.sampled_from(["A", "B", "C"]), max_size=3)
    days = st.frozensets(st.sampled_from(["2014-03-20", "2015"]), max_size=1)
    programmes = st.dictionaries(st.sampled_from(["P", "Q"]), days)
    parties = st.dictionaries(st.sampled_from("abcd"), st.tuples(values, programmes))
    return parties.map(_text)


def _text(parties: Mapping[str, tuple[frozenset[str], Mapping[str, frozenset[str]]]]) -> str:
    lines = ["z name Always", "z [P] reason It is always there"]
    for party, (names, programmes) in parties.items():
        lines += [f"{party} name {name}" for name in sorted(names)]
        for programme, days in programmes.items():
            lines.append(f"{party} [{programme}] country ru")
            lines += [f"{party} [{programme}] startDate {day}" for day in days]
    return "\n".join(lines)
