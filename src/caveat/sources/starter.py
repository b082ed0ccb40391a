"""The starter list that comes with Caveat, and the sample customers of the demonstration.

Written by hand from public facts, in a TOML file that people can read. Not fit for compliance.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files as packaged
from pathlib import Path
from typing import Any

from caveat.errors import ListMalformed
from caveat.sources.reading import Entity, File, Reading
from caveat.sources.registry import OFAC_DETAILS

AUTHORITIES = {
    "ofac-sdn": ("US Treasury, Office of Foreign Assets Control", "us"),
    "ofac-ssi": ("US Treasury, Office of Foreign Assets Control", "us"),
    "ofac-mbs": ("US Treasury, Office of Foreign Assets Control", "us"),
    "ofac-cmic": ("US Treasury, Office of Foreign Assets Control", "us"),
    "eu": ("European Union", "eu"),
    "uk": ("UK Foreign, Commonwealth and Development Office", "gb"),
    "un": ("United Nations Security Council", ""),
    "canada": ("Global Affairs Canada", "ca"),
}
"""The lists that the starter list speaks of, and who publishes them."""

_VALUES = {
    "name": "name",
    "alias": "alias",
    "weak": "weakAlias",
    "former": "previousName",
    "born": "birthDate",
    "birth_place": "birthPlace",
    "gender": "gender",
    "nationality": "nationality",
    "countries": "country",
    "position": "position",
    "passport": "passportNumber",
    "inn": "innCode",
    "ogrn": "ogrnCode",
    "registration": "registrationNumber",
    "about": "notes",
}
_KEYS = {*_VALUES, "id", "type", "listed", "stakes", "links"}
_LISTED = {"list", "programme", "since", "until", "law", "number", "measure"}
_STAKE = {"asset", "percent", "kind", "since", "until", "source"}
_LINK = {"to", "role"}


def bundled() -> File:
    """The list's file, as it comes with the package."""
    return File(Path(str(packaged("caveat.sources") / "starter.toml")))


def sample_customers() -> Path:
    """A customer file to try the list on."""
    return Path(str(packaged("caveat.sources") / "sample_customers.csv"))


def read(files: Sequence[File], reading: Reading) -> Iterator[Entity]:
    """Read the starter list.

    Raises:
        ListMalformed: it is no TOML, or says something that the format does not know.
    """
    reading.format = "starter toml"
    for file in files:
        with file.open() as stream:
            try:
                said = tomllib.loads(stream.read().decode())
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise ListMalformed(f"{file.name} is no TOML: {error}. Correct it.") from None
        reading.published = str(said.get("published", "")) or None
        laws = said.get("laws", {})
        known = {party.get("id") for party in said.get("party", ())}
        for party in said.get("party", ()):
            yield _party(party, laws, known, file, reading)


def _party(
    said: Mapping[str, Any],
    laws: Mapping[str, Mapping[str, str]],
    known: set[str],
    file: File,
    reading: Reading,
) -> Entity:
    where = f"{file.name}:party[{said.get('id')}]"
    _check(said, _KEYS, {"id", "type", "name"}, where)
    party = Entity(f"starter-{said['id']}", said["type"], where, reading)
    for key, prop in _VALUES.items():
        values = said.get(key, ())
        for value in (values,) if isinstance(values, str) else values:
            party.add(prop, value)
    for one in said.get("listed", ()):
        _check(one, _LISTED, {"list", "programme", "since", "law"}, where)
        if one["law"] not in laws or one["list"] not in AUTHORITIES:
            raise ListMalformed(f"{where}: {one['law']} or {one['list']} is not known. Add it.")
        authority, country = AUTHORITIES[one["list"]]
        law = laws[one["law"]]
        sanction = party.attach("Sanction", one["list"], one["programme"])
        number = one.get("number", "")
        ofac = one["list"].startswith("ofac") and number
        for prop, value in (
            ("authority", authority),
            ("country", country),
            ("program", one["programme"]),
            ("programId", one["programme"]),
            ("status", one["list"]),
            ("startDate", one["since"]),
            ("endDate", one.get("until", "")),
            ("summary", law["title"]),
            ("provisions", one.get("measure", "")),
            ("authorityId", number),
            ("sourceUrl", OFAC_DETAILS + number if ofac else law["url"]),
            ("programUrl", law["url"]),
        ):
            sanction.add(prop, value)
    for stake in said.get("stakes", ()):
        _check(stake, _STAKE, {"asset"}, where)
        _target(stake["asset"], known, where)
        kind = [stake["kind"]] if "kind" in stake else []
        owned = party.attach("Ownership", stake["asset"], stake.get("since", ""), *kind)
        owned.add("owner", party.id)
        owned.add("asset", f"starter-{stake['asset']}")
        owned.add("percentage", stake.get("percent"))
        owned.add("ownershipType", *kind)
        owned.add("sourceUrl", stake.get("source"))
        owned.add("startDate", stake.get("since"))
        owned.add("endDate", stake.get("until"))
    for link in said.get("links", ()):
        _check(link, _LINK, _LINK, where)
        _target(link["to"], known, where)
        tie = party.attach("UnknownLink", link["to"], link["role"])
        tie.add("subject", party.id)
        tie.add("object", f"starter-{link['to']}")
        tie.add("role", link["role"])
    return party


def _check(said: Mapping[str, Any], keys: set[str], needed: set[str], where: str) -> None:
    strange, missing = set(said) - keys, needed - set(said)
    if strange or missing:
        what = f"has no {min(missing)!r}" if missing else f"says {min(strange)!r}, which is nothing"
        raise ListMalformed(f"{where} {what}. See docs/reference/starter-list.md.")


def _target(id: str, known: set[str], where: str) -> None:
    if id not in known:
        raise ListMalformed(f"{where} names {id!r}, which is no party of the list. Add it.")
