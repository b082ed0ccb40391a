"""The real lists, brought into a library of their own, and the names that stand on them.

The newest version at hand of every list, one each: the benchmark is about names, not about time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from caveat import Library
from caveat.library.edition import Edition
from caveat.sources import registry
from caveat.sources.reading import File
from caveat.time import day as day_of
from caveat.validation.listed import IDENTIFIERS, Listed, Name, bearers
from caveat.validation.listed import listed as all_listed

__all__ = ["IDENTIFIERS", "Listed", "Name", "bearers", "listed"]

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("CAVEAT_TEST_DATA", ROOT / "../shared/data")).resolve()
TODAY = "2026-11-24"
MAPPING = ROOT / "tests/sources/fixtures/eu_journal.toml"


def newest() -> Iterator[tuple[str, str | None, list[Path]]]:
    """The newest version of each list: its name, day if the file says none, files."""
    yield (
        "ofac-sdn",
        "2024-05-03",
        [
            DATA / "ofac_sdn_history/sdn_2024-05-03.csv.gz",
            DATA / "ofac_sdn/2025-02_watchman/alt.csv.gz",
        ],
    )
    yield "ofac-cons", None, [DATA / "ofac_cons/consolidated_2025-03-28.xml"]
    yield "un-sc", None, [DATA / "un/UN_2026-02-27.xml.gz"]
    yield "eu-fsf", None, [DATA / "eu/eu_fsd_global_2016-02-11.xml.gz"]
    yield "uk-sl", "2025-08-11", [DATA / "uk/uk_sanctions_list_fcdo_2025-08-11.ods"]
    yield "us-csl", "2022-05-16", [DATA / "us_csl/csl_us_circa_2022-05.csv.gz"]
    yield "ca-sema", "2025-05-01", [DATA / "canada/canada_sema_2025.xml.gz"]
    yield "opensanctions", None, [DATA / "opensanctions/targets_simple_com480.csv.gz"]


def bring(root: Path) -> Library:
    """A library with every list, its edition built; what it has already is not read again."""
    library = Library.open(root, today=TODAY)
    for name, day, paths in newest():
        library.bring(
            registry.get(name), [File(path) for path in paths], published=day, accept_shrink=True
        )
    annexes = sorted((DATA / "eu/journal_2026-08/consolidated").glob("*.csv*"))
    library.bring(
        registry.own("eu-journal"),
        [File(path) for path in (*annexes, MAPPING)],
        published="2026-08-22",
        accept_shrink=True,
    )
    library.build()
    return library


def listed(edition: Edition) -> dict[str, Listed]:
    """Every party that is listed on the day of the benchmark, by its id."""
    return all_listed(edition, day_of(TODAY))


def versions(edition: Edition) -> list[dict[str, str | int]]:
    """The lists of an edition, as the report names them."""
    return [
        {
            "list": listing.source,
            "title": listing.title,
            "version": str(listing.versions[-1].published),
            "parties": listing.versions[-1].parties,
        }
        for listing in edition.listings
    ]
