"""Links: how a holder of stakes is found on a list, and what people make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from caveat.errors import BadInput, UnknownHolder, UnknownParty
from caveat.screening import links as module
from caveat.screening.library import Library
from caveat.screening.links import Link
from caveat.sources import registry, starter
from caveat.sources.reading import File
from caveat.subject import Subject

TODAY = "2026-11-24"
HEADINGS = (
    "owner_id,owner_name,owner_type,owner_birth_date,owner_country,owner_identifier,"
    "owned_id,owned_name,share_min"
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library of its own with the starter list: decisions are written into it."""
    opened = Library.open(tmp_path / "library", today=TODAY)
    opened.bring(registry.get("starter"), [starter.bundled()])
    opened.build()
    return opened


def bring(library: Library, *rows: str, published: str = "2020-01-01", name: str = "reg") -> None:
    """Take a table of stakes in."""
    place = library.root.with_name("table.csv")
    place.write_text("\n".join((HEADINGS, *rows)), encoding="utf-8")
    library.bring_stakes([File(place)], name=name, published=published)


def only(library: Library) -> Link:
    (link,) = library.links()
    return link


def kinds(link: Link) -> dict[str, str]:
    return {piece.kind: piece.verdict for piece in link.evidence}


# -- found ----------------------------------------------------------------------------------------


def test_the_same_tax_number_and_a_name_alike_is_the_party(library: Library) -> None:
    bring(library, "1,Rostec Corp,company,,,7704274402,2,Sub,60")
    link = only(library)
    assert (link.holder, link.party) == ("reg/1", "starter-rostec")
    assert (link.state, link.certain) == ("by identifier", True)
    assert kinds(link) == {"name": "for", "identifier": "for"}


def test_a_number_is_the_same_however_it_is_printed(library: Library) -> None:
    bring(library, "1,Rostec,company,,,77-0427-4402,2,Sub,60")
    assert only(library).state == "by identifier"


def test_the_same_number_of_somebody_with_another_name_is_only_proposed(library: Library) -> None:
    bring(library, "1,Blue Bicycle Rental,company,,,7704274402,2,Sub,60")
    link = only(library)
    assert (link.state, link.certain, link.possible) == ("proposed", False, True)


def test_the_same_number_of_another_country_and_another_name_is_chance(library: Library) -> None:
    bring(library, "1,Blue Bicycle Rental,company,,gb,7704274402,2,Sub,60")
    assert library.links() == []


def test_the_same_number_of_a_person_is_not_the_company(library: Library) -> None:
    bring(library, "1,Rostec,person,,,7704274402,2,Sub,60")
    assert only(library).state == "proposed"


def test_a_name_alone_is_proposed_with_its_evidence(library: Library) -> None:
    bring(library, "1,Sergei Chemezov,person,1952-08-20,,,2,Sub,60")
    link = only(library)
    assert (link.party, link.state) == ("starter-sergei-chemezov", "proposed")
    assert kinds(link) == {"name": "for", "birth date": "for"}
    assert link.score >= 0.95


def test_a_namesake_with_another_birth_date_is_not_proposed(library: Library) -> None:
    bring(library, "1,Sergei Chemezov,person,1979-01-01,,,2,Sub,60")
    assert library.links() == []


def test_a_name_like_it_is_less_than_a_network_may_hang_on(library: Library) -> None:
    bring(library, "1,Sergei Chemenov,person,,,,2,Sub,60")
    assert library.links() == []
    assert library.screen(Subject(name="Sergei Chemenov")).hits, "though it is a hit"


def test_a_name_in_its_own_script(library: Library) -> None:
    bring(library, "1,Ростех,company,,,,2,Sub,60")
    assert only(library).party == "starter-rostec"


def test_the_owned_are_looked_for_too(library: Library) -> None:
    bring(library, "1,Nobody At All Ltd,company,,,,2,Kalashnikov Concern,60")
    assert (only(library).holder, only(library).party) == ("reg/2", "starter-kalashnikov")


# -- decided --------------------------------------------------------------------------------------


def test_a_confirmed_link_is_certain_and_a_refused_one_is_nothing(library: Library) -> None:
    bring(library, "1,Sergei Chemezov,person,,,,2,Sub,60")
    library.decide("reg/1", "starter-sergei-chemezov", "confirmed")
    assert (only(library).state, only(library).certain) == ("confirmed", True)
    library.decide("reg/1", "starter-sergei-chemezov", "refused")
    link = only(library)
    assert (link.state, link.certain, link.possible) == ("refused", False, False)
    assert library.stakes().node("reg/1") == "reg/1"


def test_even_a_link_by_identifier_can_be_refused(library: Library) -> None:
    bring(library, "1,Rostec,company,,,7704274402,2,Sub,60")
    library.decide("reg/1", "starter-rostec", "refused")
    assert only(library).state == "refused"


def test_people_may_know_a_link_that_no_name_tells(library: Library) -> None:
    bring(library, "1,Velvet Holdings,company,,,,2,Sub,60")
    library.decide("reg/1", "starter-rostec", "confirmed")
    link = only(library)
    assert (link.name, link.caption) == ("Velvet Holdings", "State Corporation Rostec")
    assert (link.score, link.evidence, link.certain) == (0.0, (), True)


def test_a_decision_is_a_line_that_people_can_read_and_change(library: Library) -> None:
    bring(library, "1,Sergei Chemezov,person,,,,2,Sub,60")
    library.decide("reg/1", "starter-sergei-chemezov", "confirmed")
    place = library.root / "links.csv"
    assert place.read_text() == (
        "holder,party,decision,day\nreg/1,starter-sergei-chemezov,confirmed,2026-11-24\n"
    )
    place.write_text(place.read_text().replace("confirmed", "refused"))
    assert only(library).state == "refused"
    place.write_text(place.read_text().replace("refused", "perhaps"))
    with pytest.raises(BadInput, match=r"links\.csv:2"):
        library.links()


def test_what_people_wrote_beside_a_decision_stays(library: Library) -> None:
    bring(library, "1,Sergei Chemezov,person,,,,2,Sub,60")
    place = library.root / "links.csv"
    first = "party,holder,decision,why\nstarter-rostec,reg/2,refused,asked them\n"
    place.write_text(first)
    library.decide("reg/1", "starter-sergei-chemezov", "confirmed")
    assert place.read_text() == f"{first}starter-sergei-chemezov,reg/1,confirmed,\n"
    assert only(library).state == "confirmed"
    place.write_text("a,b\n1,2\n")
    with pytest.raises(BadInput, match="no column decision"):
        library.links()


def test_a_decision_about_nobody_is_refused(library: Library) -> None:
    bring(library, "1,Velvet Holdings,company,,,,2,Sub,60")
    with pytest.raises(UnknownHolder):
        library.decide("reg/9", "starter-rostec", "confirmed")
    with pytest.raises(UnknownParty):
        library.decide("reg/1", "starter-nobody", "confirmed")
    assert not (library.root / "links.csv").exists()


# -- kept -----------------------------------------------------------------------------------------


def test_links_are_found_once_for_an_edition_and_a_version(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(library, "1,Rostec,company,,,7704274402,2,Sub,60")
    first = library.links()

    def never(*_: object) -> None:
        raise AssertionError("found anew")

    with monkeypatch.context() as patched:
        patched.setattr(module, "find", never)
        assert library.links() == first, "evidence and all"
    bring(library, "1,Kalashnikov Concern,company,,,,2,Sub,60", published="2021-01-01")
    assert only(library).party == "starter-kalashnikov"
    assert library.links(known_at="2020-06-01") == first


def test_a_kept_file_that_is_damaged_is_found_anew(library: Library) -> None:
    bring(library, "1,Rostec,company,,,7704274402,2,Sub,60")
    first = library.links()
    (kept,) = (library.root / "stakes/links").iterdir()
    kept.write_bytes(b"PAR1")
    assert library.links() == first
