"""A watch of real lists, version by version, against a full screening of everybody each time."""

from __future__ import annotations

import csv
import gzip
import random
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.casework.conftest import ADA
from tests.casework.test_watching import Desk, Desks, desks  # noqa: F401

from caveat.casework import portfolios
from caveat.sources import registry
from caveat.sources.reading import File

if TYPE_CHECKING:
    from caveat.screening.library import Library

CUSTOMERS = 3000

FIRST = ("2022-02-03", "2022-02-23")
THEN = ("2022-02-25", "2022-02-26", "2022-03-25")
"""Versions of OFAC's list around the invasion of Ukraine, all in one quarter."""


def _names(file: Path) -> list[str]:
    with gzip.open(file, "rt", encoding="latin-1", newline="") as stream:
        return [row[1] for row in csv.reader(stream) if len(row) > 2]


def _otherwise(name: str, other: str, dice: random.Random) -> str:
    """As listed, as somebody else writes it, or half of it with half of another one: there are
    pairs at every score, the threshold too."""
    words, way = name.replace(",", "").split(), dice.random()
    if way < 0.3:
        return " ".join(words[: dice.randint(1, 3)] + other.replace(",", "").split()[-1:])
    if way < 0.6 and len(name) > 4:
        place = dice.randrange(len(name))
        return name[:place] + name[place + 1 :]
    return " ".join(words[-1:] + words[:-1]) if way < 0.8 else " ".join(words[:2])


def _file(data: Path, folder: Path) -> Path:
    """Customers, many of whom have names that are on the list sooner or later."""
    dice = random.Random(2022)
    early = _names(data / "ofac_sdn_history/sdn_2022-02-03.csv.gz")
    late = sorted(set(_names(data / "ofac_sdn_history/sdn_2022-03-25.csv.gz")) - set(early))
    lines = ["customer_id,name,birth date"]
    for number in range(CUSTOMERS):
        name, other = dice.choice(late if number % 3 else early), dice.choice(early)
        written = _otherwise(name, other, dice).replace('"', "").replace(",", "")
        born = str(dice.randint(1940, 1990)) if dice.random() < 0.2 else ""
        lines.append(f"C{number},{written or other.split(',')[0]},{born}")
    place = folder / "customers.csv"
    place.write_text("\n".join(lines), encoding="utf-8")
    return place


def _bring(library: Library, data: Path, days: tuple[str, ...]) -> None:
    for day in days:
        file = File(data / f"ofac_sdn_history/sdn_{day}.csv.gz")
        library.bring(registry.get("ofac-sdn"), [file], published=day)
    library.build()


@pytest.mark.parametrize("desks", ["sqlite"], indirect=True)
def test_real_lists_version_by_version_give_what_everybody_gives(
    desks: Desks,  # noqa: F811
    data: Path,
    tmp_path: Path,
) -> None:
    part, whole = desks(), desks()
    library = part.shelf.library
    for name, source in (("un/UN_2020-12-01.xml.gz", "un-sc"),
                         ("eu/eu_fsd_global_2016-02-11.xml.gz", "eu-fsf")):  # fmt: skip
        library.bring(registry.get(source), [File(data / name)])
    _bring(library, data, FIRST)
    file = _file(data, tmp_path)
    for one in (part, whole):
        portfolios.add(one.store, ADA, "p", file, "customer_id")
    asked = []
    for day in (*FIRST, *THEN):
        if day == THEN[0]:
            _bring(library, data, THEN)
        today = date.fromisoformat(day)
        done = part.watch(today)
        asked.append((done.why, done.parties, done.asked, len(done.done.new)))
        whole.screen(today)
        assert part.found() == whole.found(), day
    assert [why for why, *_ in asked[1:]] == [""] * 4
    assert all(parties > 0 and new > 0 for _, parties, _, new in asked[1:]), asked
    assert all(people < CUSTOMERS for _, _, people, _ in asked[1:]), asked
