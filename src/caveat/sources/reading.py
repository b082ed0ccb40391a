"""What every parser is given, and what it gives back.

A parser is a function ``read(files, reading) -> Iterator[Entity]``. It streams: it yields one
listed party at a time, with the entities attached to it, and keeps no list in memory that grows
with the file. It drops nothing: a value that FollowTheMoney cannot hold goes into ``notes`` as
``label: text``; an element or a column that it does not know is counted in the reading.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, cast

from caveat.party import Statement
from caveat.time import Dates


@dataclass(frozen=True, slots=True)
class File:
    """A file of a list, as it came.

    Attributes:
        path: where it lies now; gzip, or a zip of one file, is undone on reading.
        name: the name to show in origins, without ``.gz`` or ``.zip``.
    """

    path: Path
    name: str = ""

    def __post_init__(self) -> None:
        if not self.name:
            name = self.path.name.removesuffix(".gz").removesuffix(".zip")
            object.__setattr__(self, "name", name)

    def open(self) -> BinaryIO:
        """The file's bytes, uncompressed."""
        raw = self.path.open("rb")
        head = raw.read(2)
        raw.seek(0)
        if head == b"PK" and (member := _only_member(raw)) is not None:
            return cast(BinaryIO, member)
        return cast(BinaryIO, _Gunzipped(raw)) if head == b"\x1f\x8b" else raw

    def head(self, size: int = 4096) -> bytes:
        """The first bytes, uncompressed, to tell one format from another."""
        with self.open() as stream:
            return stream.read(size)


class _Gunzipped(gzip.GzipFile):
    """A gzip reader that closes the file under it, which GzipFile leaves open."""

    def __init__(self, raw: BinaryIO) -> None:
        super().__init__(fileobj=raw, mode="rb")
        self._raw_file = raw

    def close(self) -> None:
        super().close()
        self._raw_file.close()


class _Unzipped(io.BufferedReader):
    """The one file of a zip, which closes the zip with it."""

    def __init__(self, whole: zipfile.ZipFile, raw: BinaryIO) -> None:
        super().__init__(cast(io.RawIOBase, whole.open(whole.namelist()[0])))
        self._under = (whole, raw)

    def close(self) -> None:
        super().close()
        for under in self._under:
            under.close()


def _only_member(raw: BinaryIO) -> _Unzipped | None:
    """The file in a zip that has only one; None for any other zip, such as an XLSX."""
    try:
        whole = zipfile.ZipFile(raw)
        if len(whole.namelist()) == 1:
            return _Unzipped(whole, raw)
    except zipfile.BadZipFile:
        pass  # its reader says what is wrong with it
    raw.seek(0)
    return None


@dataclass(slots=True)
class Reading:
    """What a parser learns about the file besides its parties.

    Attributes:
        format: the format that was recognised (``sdn.csv``, ``sdn.xml``, ``sdn_advanced.xml``).
        published: ISO day on which the publisher says that this version was published.
        stated: the number of parties that the file itself states, where it does.
        unknown: elements, attributes and columns that the parser does not know, with a count.
        unread: values kept as notes because their type could not hold them, by property.
        cautions: sentences for the user: a companion file is missing, a reference is dangling.
    """

    format: str = ""
    published: str | None = None
    stated: int | None = None
    unknown: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    cautions: list[str] = field(default_factory=list)


Parser = Callable[[Sequence[File], Reading], Iterator["Entity"]]


class Entity:
    """A FollowTheMoney entity in the making, each value with its origin.

    >>> party = Entity("ofac-16685", "Person", "sdn.csv:1")
    >>> party.add("name", "CHEMEZOV, Sergei")
    >>> party.add("nationality", "Russia", origin="sdn.csv:1/remarks")
    >>> listing = party.attach("Sanction", "ofac-sdn", "UKRAINE-EO13661")
    >>> listing.add("program", "UKRAINE-EO13661")
    >>> [(s.schema, s.prop, s.value, s.original, s.origin) for s in party.statements()][1]
    ('Person', 'nationality', 'ru', 'Russia', 'sdn.csv:1/remarks')

    Attributes:
        id: the same in every version and format of the list: ``PREFIX-NUMBER``.
        schema: name of the FollowTheMoney schema; may be narrowed while the file is read.
        origin: where the entity stands in the file; the default for its values.
        attached: designations, documents, addresses and links of this party, in order.
    """

    __slots__ = ("_owner", "_reading", "_rows", "attached", "id", "origin", "schema")

    def __init__(
        self, id: str, schema: str, origin: str, reading: Reading | None = None, owner: str = ""
    ) -> None:
        self.id = id
        self.schema = schema
        self.origin = origin
        self.attached: list[Entity] = []
        self._owner = owner or id
        self._reading = reading
        self._rows: dict[tuple[str, str], tuple[str, str, str]] = {}

    def add(
        self,
        prop: str,
        *texts: str | None,
        origin: str = "",
        lang: str = "",
        original: str = "",
        label: str = "",
    ) -> None:
        """Add values of a property; blanks and repetitions are passed over.

        Args:
            prop: a property of the entity's schema.
            texts: the publisher's texts; brought to FollowTheMoney's normal form.
            origin: where they stand, if elsewhere than the entity itself.
            lang: ISO 639-3 code, where the publisher tells the language.
            original: the publisher's text, if ``texts`` is already taken out of it.
            label: how the publisher calls it, for the note that keeps an unreadable value.

        Raises:
            KeyError: when the schema has no such property: an error of the parser, not the file.
        """
        for raw in texts:
            text = " ".join(raw.split()) if raw else ""
            if not text:
                continue
            value = _clean(self.schema, prop, text)
            if value is None:
                self._keep(prop, text, origin, label)
                continue
            words = original or text
            row = ("" if words == value else words, lang, origin or self.origin)
            self._rows.setdefault((prop, value), row)

    def add_dates(self, prop: str, dates: Dates, text: str, origin: str = "") -> None:
        """Add a date read by `caveat.time.read`; the publisher's text stays as the original."""
        if dates.prefixes:
            self.add(prop, *dates.prefixes, original=text, origin=origin)
        elif text.strip():
            self._keep(prop, text, origin, "")

    def has(self, prop: str) -> bool:
        """Whether a value of this property was added."""
        return any(known == prop for known, _ in self._rows)

    def values(self, prop: str) -> list[str]:
        """The values added so far."""
        return [value for known, value in self._rows if known == prop]

    def attach(self, schema: str, *key: str, origin: str = "") -> Entity:
        """An entity of this party's own: a designation, a document, an address, a link.

        The same key gives the same entity, and the same id in every version of the list. The
        link back to the party is set where the schema has one (see ``BACK``).

        Args:
            schema: ``Sanction``, ``Identification``, ``Passport``, ``Address``, ``UnknownLink``…
            key: what tells it from its siblings (list and programme; kind and number; the text).
        """
        mark = hashlib.sha1("\x1f".join((schema, *key)).encode()).hexdigest()[:12]
        id = f"{self.id}.{schema.lower()}.{mark}"
        for entity in self.attached:
            if entity.id == id:
                return entity
        entity = Entity(id, schema, origin or self.origin, self._reading, owner=self.id)
        back = BACK.get(schema)
        if back is not None:
            entity.add(back, self.id)
        if schema == "Address":
            self.add("addressEntity", id, origin=entity.origin)
        self.attached.append(entity)
        return entity

    def statements(self) -> Iterator[Statement]:
        """The statements of this entity, then those of the entities attached to it."""
        for (prop, value), (original, lang, origin) in self._rows.items():
            yield Statement(self._owner, self.id, self.schema, prop, value, original, lang, origin)
        for entity in self.attached:
            yield from entity.statements()

    def _keep(self, prop: str, text: str, origin: str, label: str) -> None:
        """Keep an unreadable value as a note: nothing that a publisher wrote is dropped."""
        if self._reading is not None:
            self._reading.unread[prop] += 1
        note = "notes" if _property(self.schema, "notes") else "summary"
        if _property(self.schema, note) is None:
            note = "description"
        row = ("", "", origin or self.origin)
        self._rows.setdefault((note, f"{label or prop}: {text}"), row)


BACK = {
    "Sanction": "entity",
    "Identification": "holder",
    "Passport": "holder",
    "CryptoWallet": "holder",
}
"""The property by which an attached entity points to its party."""


def schema_has(schema: str, prop: str) -> bool:
    """Whether a FollowTheMoney schema has a property."""
    return _property(schema, prop) is not None


@lru_cache(maxsize=4096)
def _property(schema: str, prop: str) -> object | None:
    from followthemoney import model  # half a second to import; only readers of lists pay it

    return model[schema].get(prop)


@lru_cache(maxsize=1 << 18)
def _clean(schema: str, prop: str, text: str) -> str | None:
    from followthemoney import model

    known = model[schema].get(prop)
    if known is None:
        raise KeyError(f"{schema} has no property {prop}")
    if known.type.name in _FREE:
        return text
    if known.type.name == "identifier":
        # An identifier that fails its own checksum is still what the publisher printed.
        return text
    value: str | None = known.type.clean(text)
    return value


_FREE = frozenset({"name", "string", "text", "address", "number", "entity"})
"""Types whose cleaning would only rewrite what the publisher printed."""
