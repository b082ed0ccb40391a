"""The interview of February 2018, read with the starter list: checked by hand.

The text is The Washington Post's and no part of the project; without it the test is skipped.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.conftest import ROOT, TODAY
from tests.screening.documents.written import written

from caveat.screening.documents.reading import Reading
from caveat.screening.documents.standing import standing
from caveat.screening.library import Library
from caveat.sources import registry, starter

NOBODY = (
    "Trump", "George W. Bush", "Obama", "Boeing", "Turkey", "Saudi Arabia", "Syria", "Dresden",
    "KGB", "Treasury", "Washington Post", "Klimentyev", "Getty", "S-400", "New START",
    "Nuclear Posture Review", "Middle East", "Crimea", "NATO", "United States",
)  # fmt: skip


@pytest.fixture(scope="module")
def text() -> str:
    folder = Path(os.environ.get("CAVEAT_TEST_DOCUMENTS", ROOT / "../shared/documents"))
    place = folder.resolve() / "interview-2018-02.txt"
    if not place.is_file():
        pytest.skip(f"no interview at {place}: set CAVEAT_TEST_DOCUMENTS to its folder")
    return place.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def reading(text: str, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    library = Library.open(tmp_path_factory.mktemp("interview"), today=TODAY)
    library.bring(registry.get("starter"), [starter.bundled()])
    library.build()
    return library.read(written(text, "2018-02"))


def test_every_listed_party_is_found_and_nobody_else(reading: Reading) -> None:
    assert [one.name for one in reading.found] == [
        "Rostec",
        "Sergey Chemezov",
        "Kalashnikov",
        "Vladimir Putin",
    ]


def test_each_has_its_status_then_and_now(reading: Reading) -> None:
    rostec, chemezov, kalashnikov, putin = reading.found
    assert standing(rostec).startswith("On 2018-02-28 under sectoral restrictions only (OFAC, Dir")
    assert "OFAC, since 2022-06-28" in standing(rostec)
    assert standing(chemezov).startswith("On 2018-02-28 blocked (OFAC, since 2014-04-28")
    assert standing(kalashnikov).startswith("On 2018-02-28 blocked (OFAC, since 2014-07-16")
    assert (putin.status_then, putin.status_now) == ("not listed", "listed")


def test_short_mentions_are_theirs(reading: Reading, text: str) -> None:
    _, chemezov, _, putin = reading.found
    assert [one.text for one in chemezov.mentions if one.how == "short"] == ["Chemezov"]
    assert len(putin.mentions) == text.count("Putin")


@pytest.mark.parametrize("words", NOBODY)
def test_who_is_on_no_list_is_no_mention(reading: Reading, words: str) -> None:
    whole = reading.document.text
    assert words in whole
    for one in reading.found:
        for mention in one.mentions:
            assert words not in mention.text
