"""What an answer rests on: everything that must be the same for it to come out the same.

That is: the versions of lists in the edition, what publishers last confirmed, the sets of stakes,
what was decided of links, the day taken for today, the terms, and the program.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from caveat import __version__
from caveat.library import stakes as sets
from caveat.library import versions
from caveat.screening import decisions
from caveat.screening.library import Library
from caveat.screening.question import Terms

FORMAT = "caveat.basis/1"


def basis_of(library: Library, terms: Terms) -> dict[str, Any]:
    """The basis of an answer, as JSON values.

    Args:
        library: whose edition answers.
        terms: how it was asked.

    Raises:
        NoList: the library has no list.
    """
    edition = library.edition
    checks = {one.source: versions.read_check(library.root, one.source) for one in edition.listings}
    return {
        "format": FORMAT,
        "program": __version__,
        "edition": edition.id,
        "today": library.today.isoformat(),
        "terms": terms_json(terms),
        "lists": [
            {
                "source": listing.source,
                "versions": [[one.name, list(one.checksums)] for one in listing.versions],
            }
            for listing in edition.listings
        ],
        "checks": {
            source: {"on": check.on.isoformat(), "version": check.version}
            for source, check in checks.items()
            if check is not None
        },
        "stakes": [
            {"name": one.source, "version": one.name, "checksums": list(one.checksums)}
            for name in sets.names(library.root)
            for one in sets.of_set(library.root, name)
        ],
        "links": [
            [holder, party, said]
            for (holder, party), said in sorted(decisions.read(library.root).items())
        ],
    }


def terms_json(terms: Terms) -> dict[str, Any]:
    """Terms as JSON values."""
    said = asdict(terms)
    said["sources"] = list(terms.sources)
    for name in ("as_of", "known_at"):
        said[name] = said[name].isoformat() if said[name] else None
    return said


def terms_of(said: dict[str, Any]) -> Terms:
    """Terms out of the JSON values of `terms_json`."""
    values = dict(said)
    values["sources"] = tuple(values["sources"])
    for name in ("as_of", "known_at"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    return Terms(**values)
