"""What somebody was and is, in one sentence."""

from __future__ import annotations

from tests.screening.documents.written import written

from caveat.screening.documents.standing import standing, standing_on
from caveat.screening.library import Library


def sentence(library: Library, text: str, day: str = "2018-02") -> str:
    (found,) = library.read(written(text, day)).found
    return standing(found)


def test_sectoral_restrictions_then_blocked_now(library: Library) -> None:
    said = sentence(library, "Rostec sells helicopters.")
    assert said.startswith(
        "On 2018-02-28 under sectoral restrictions only (OFAC, Directive 3, since 2014-09-12); "
        "on 2026-11-24 blocked ("
    )
    assert "OFAC, since 2022-06-28" in said


def test_on_no_list_then(library: Library) -> None:
    said = sentence(library, "Vladimir Putin won.")
    assert said.startswith("On 2018-02-28 on no list; on 2026-11-24 blocked (")


def test_one_day_only(library: Library) -> None:
    said = sentence(library, "Sergei Chemezov won.", "")
    assert said.startswith("On 2026-11-24 blocked (OFAC, since 2014-04-28;")


def test_measures_the_gravest_first(library: Library) -> None:
    (found,) = library.read(written("Rostec sells.", "2018-02")).found
    assert standing_on(found.now).measures == ("blocked", "sectoral")
    assert found.then is not None and standing_on(found.then).measures == ("sectoral",)
