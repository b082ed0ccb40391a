"""Bringing the library up to date from the publishers' own addresses."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import httpx

from caveat.errors import CaveatError, DownloadFailed, LibraryDamaged, NoList
from caveat.library import download, versions
from caveat.library.versions import Check, Version
from caveat.screening.library import Library
from caveat.sources import registry, starter
from caveat.sources.reading import File
from caveat.sources.registry import Source

Outcome = Literal["new", "unchanged", "refused"]

Progress = Callable[[str, int, int | None], None]
"""Name of the list, bytes that have come, bytes in all where known."""


@dataclass(frozen=True, slots=True)
class Updated:
    """What became of one list.

    Attributes:
        source: its name.
        outcome: ``refused`` covers a failed download too: the last good version stays in force.
        version: the newest version now; None if there is none.
        error: why it was refused.
    """

    source: str
    outcome: Outcome
    version: Version | None
    error: CaveatError | None = None


def update(
    library: Library,
    wanted: Sequence[str | Source] = (),
    *,
    accept_shrink: bool = False,
    progress: Progress | None = None,
    using: httpx.Client | None = None,
    pause: float = 1.0,
) -> list[Updated]:
    """Get the newest versions; one list that fails does not keep the others from coming.

    Args:
        library: where to.
        wanted: the lists, by name or whole; all that have an address, if not said.
        accept_shrink: take a list even if more than a tenth of its parties are gone.
        progress: is told as bytes come.
        using: the HTTP client.
        pause: seconds before a second attempt.

    Raises:
        UnknownSource: a name that no list has.
    """
    sources = [
        one if isinstance(one, Source) else registry.get(one) for one in wanted or registry.names()
    ]
    found = []
    with using or download.client() as client:
        for source in sources:
            try:
                found.append(_one(library, source, client, accept_shrink, progress, pause))
            except CaveatError as error:
                known = versions.of_source(library.root, source.name)
                found.append(Updated(source.name, "refused", known[-1] if known else None, error))
    if any(one.outcome == "new" for one in found) or not _in_force(library, found):
        library.build()
    return found


def _in_force(library: Library, found: Sequence[Updated]) -> bool:
    """Whether the edition has these versions: whoever took them may have been broken off."""
    try:
        return all(
            library.edition.listing(one.source).versions[-1].name == one.version.name
            for one in found
            if one.version
        )
    except (NoList, LibraryDamaged):
        return False


def _one(
    library: Library,
    source: Source,
    client: httpx.Client,
    accept_shrink: bool,
    progress: Progress | None,
    pause: float,
) -> Updated:
    if source.name == "starter":
        taken = library.bring(source, [starter.bundled()])
        return Updated(source.name, "new" if taken.new else "unchanged", taken.version)
    if not source.downloads:
        raise DownloadFailed(
            f"{source.name} has no fixed address. Get the file from {source.page} and "
            f"caveat import it with --source {source.name}."
        )
    known = versions.of_source(library.root, source.name)
    check = versions.read_check(library.root, source.name)
    validators: dict[str, Mapping[str, str]] = dict(check.validators) if check else {}
    published: date | None = None
    with tempfile.TemporaryDirectory() as place:
        files, unchanged = [], 0
        for number, url in enumerate(source.downloads):
            name = Path(urlsplit(url).path).name or source.name
            if len(source.downloads) > 1 or not Path(name).suffix:
                name = f"{number}-{name}"
            came = download.fetch(
                client,
                url,
                Path(place) / name,
                # A set of files is taken whole, so only a single file is asked for conditionally.
                validators.get(url) if known and len(source.downloads) == 1 else None,
                (lambda done, total: progress(source.name, done, total)) if progress else None,
                pause,
            )
            if came is None:
                unchanged += 1
                continue
            files.append(File(came.path))
            validators[url] = dict(came.validators)
            published = max(filter(None, (published, came.modified)), default=None)
        if known and unchanged == len(source.downloads):
            _note(library, source, known[-1], validators)
            return Updated(source.name, "unchanged", known[-1])
        taken = library.bring(
            source,
            files,
            published=published or library.today,
            accept_shrink=accept_shrink,
        )
        _note(library, source, taken.version, validators)
        return Updated(source.name, "new" if taken.new else "unchanged", taken.version)


def _note(
    library: Library, source: Source, version: Version, validators: Mapping[str, Mapping[str, str]]
) -> None:
    versions.write_check(
        library.root,
        source.name,
        Check(library.today, version.name, validators),
    )
