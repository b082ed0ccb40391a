"""What stands behind a case outside of it: what the lists said, as published, and who owns whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from caveat.casework.cases import Whole
from caveat.errors import CannotAnswer, LibraryDamaged, UnknownHolder, UnknownParty
from caveat.library.archive import Raw
from caveat.library.excerpt import excerpts, place_of
from caveat.party import DatedStatement
from caveat.screening.library import Library

COLUMNS = ("list", "version", "until", "file", "sha256", "place", "entity", "schema", "property",
           "as published", "normal form")  # fmt: skip
"""Of ``list-rows.csv``."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A row or an element of a list, letter by letter.

    Attributes:
        source: name of the list.
        version: publication day of the version.
        file: its name.
        sha256: of the whole file.
        place: where in it.
        text: the publisher's own characters.
    """

    source: str
    version: str
    file: str
    sha256: str
    place: str
    text: str


def published(
    library: Library, whole: Whole
) -> tuple[list[dict[str, str]], list[Excerpt], list[str]]:
    """What the lists say of the party of a case, in the publishers' words.

    Args:
        library: the lists.
        whole: the case.

    Returns:
        Every value with its place (`COLUMNS`), also of versions before; the rows and elements that
        are in force, letter by letter; and what could not be given.
    """
    answer = whole.snapshots[-1].answer
    try:
        shown = library.show(whole.case.party, as_of=answer["as_of"], known_at=answer["known_at"])
    except (UnknownParty, CannotAnswer) as error:
        if whole.case.kind == "owned":
            return [], [], ["The party is on no list: it is blocked, or may be, by ownership."]
        return [], [], [f"The rows of the lists cannot be given: {error}"]
    versions = {
        (one.source, version.published): version
        for one in library.edition.listings
        for version in one.versions
    }
    rows = []
    places: dict[tuple[str, str, Raw], dict[str, str]] = defaultdict(dict)
    last = _last(shown.party.statements)
    for dated in shown.party.statements:
        said = dated.statement
        version = versions[dated.source, dated.last]
        name = said.origin.partition(":")[0]
        raws = [raw for raw in version.files if raw.name.startswith(name)] or version.files
        cells = (
            dated.source, str(dated.last), str(dated.until or ""),
            "; ".join(raw.name for raw in raws), "; ".join(raw.sha256 for raw in raws),
            said.origin, said.entity, said.schema, said.prop, said.original or said.value,
            said.value,
        )  # fmt: skip
        rows.append(dict(zip(COLUMNS, cells, strict=True)))
        if dated.last == last[dated.source]:
            place = place_of(said.origin)
            places[dated.source, str(dated.last), raws[0]][place.partition(":")[2]] = place
    found, notices = _excerpts(library, places)
    return rows, found, notices


def _last(statements: tuple[DatedStatement, ...]) -> dict[str, Any]:
    """For each list, the newest version that says anything of the party."""
    found: dict[str, Any] = {}
    for dated in statements:
        found[dated.source] = max(dated.last, found.get(dated.source, dated.last))
    return found


def _excerpts(
    library: Library, places: dict[tuple[str, str, Raw], dict[str, str]]
) -> tuple[list[Excerpt], list[str]]:
    found: list[Excerpt] = []
    notices: list[str] = []
    for (source, version, raw), wanted in places.items():
        try:
            texts = excerpts(library.root, raw, [one for one in wanted if one])
        except LibraryDamaged as error:
            notices.append(f"Rows of {source} cannot be given as published: {error}")
            continue
        for short, place in wanted.items():
            if short in texts:
                text = texts[short]
                found.append(Excerpt(source, version, raw.name, raw.sha256, place, text))
            else:
                notices.append(
                    f"{place} of {source} is not given letter by letter; the file is "
                    f"{raw.name}, SHA-256 {raw.sha256}."
                )
    return found, notices


def as_text(found: list[Excerpt]) -> str:
    """Excerpts as one text, each with the file that it stands in."""
    return "\n".join(
        f"== {one.source}, version of {one.version}: {one.place}\n"
        f"== {one.file}, SHA-256 {one.sha256}\n{one.text}\n"
        for one in found
    )


def pictures(library: Library, whole: Whole) -> tuple[dict[str, str], list[str]]:
    """Who stands behind the party of a case, test by test, where anybody does.

    Returns:
        Name of the test -> SVG; and what could not be drawn.
    """
    from caveat.ownership.graph import graph
    from caveat.ownership.picture import svg
    from caveat.ownership.regimes.known import REGIMES

    answer = whole.snapshots[-1].answer
    drawn: dict[str, str] = {}
    notices: list[str] = []
    for name in REGIMES:
        try:
            found = library.ownership.exposure(
                whole.case.party, regime=name, as_of=answer["as_of"], known_at=answer["known_at"]
            )
        except (UnknownHolder, UnknownParty):
            break
        except CannotAnswer as error:
            notices.append(f"Ownership under {name} cannot be drawn: {error}")
            continue
        if found.chains:
            drawn[name] = svg(graph([found]))
    if not drawn:
        notices.append("No stake links the party to a listed one: there is nothing to draw.")
    return drawn, notices
