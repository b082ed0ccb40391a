"""The page of a party."""

from __future__ import annotations

from tests.pages.conftest import Reader, words

ROSTEC = "/party/starter-rostec"


def test_it_shows_names_by_script_and_where_each_was_read(reader: Reader) -> None:
    page = words(reader.get(ROSTEC))
    assert "Latin" in page
    assert "Cyrillic ▸" in page or "Cyrillic Государственная корпорация Ростех" in page
    assert "starter.toml:" in page


def test_it_shows_identifiers_designations_and_related_parties(reader: Reader) -> None:
    page = words(reader.get(ROSTEC))
    assert "7704274402" in page
    assert "UKRAINE-EO13662 since 2014-09-12" in page
    assert "Sergei Viktorovich Chemezov" in page


def test_it_links_to_the_page_of_each_publisher_by_its_name(reader: Reader) -> None:
    page = words(reader.get(ROSTEC))
    assert "Publisher’s page (sanctionssearch.ofac.treas.gov)" in page
    assert "Publisher’s page (laws-lois.justice.gc.ca)" in page


def test_the_timeline_is_drawn(reader: Reader) -> None:
    page = reader.get(ROSTEC)
    assert '<figure class="timeline">' in page
    assert 'class="bar bar-listed' in page


def test_its_status_is_that_of_the_day(reader: Reader) -> None:
    page = reader.get(f"{ROSTEC}?as_of=2018-02-15")
    assert "bar-not-listed" in page
    assert "As of 2018-02-15." in page


def test_the_permanent_address_says_edition_and_days(reader: Reader) -> None:
    page = reader.get(ROSTEC)
    edition = reader.get("/lists").split("Edition ")[1].split("<")[0].strip()
    address = f"{ROSTEC}?as_of=2026-11-24&amp;known_at=2026-11-24&amp;edition={edition}"
    assert address in page
    assert words(reader.get(address.replace("&amp;", "&")))


def test_an_edition_that_is_no_longer_there_is_said_plainly(reader: Reader) -> None:
    page = words(reader.get(f"{ROSTEC}?edition=2001-01-01-abcdef"))
    assert "The edition 2001-01-01-abcdef is no longer in the library." in page


def test_an_edition_is_no_path(reader: Reader) -> None:
    page = words(reader.get(f"{ROSTEC}?edition=../../../etc"))
    assert "is no longer in the library" in page


def test_nobody_of_that_id_is_a_page_that_says_so(reader: Reader) -> None:
    page = reader.get("/party/nobody", 404)
    assert "No answer" in page
    assert 'role="alert"' in page


def test_the_picture_shows_owners_above_and_owned_below(reader: Reader) -> None:
    page = reader.part("/ownership/starter-rostec")
    assert "OFAC 50 Percent Rule" in page
    assert "Uralvagonzavod" in page
    assert "92.31 %" in page
    assert 'aria-label="Unfold 2 parties that PJSC United Aircraft Corporation owns"' in page


def test_the_picture_unfolds_and_folds(reader: Reader) -> None:
    inner = "above=starter-rostec&below=starter-rostec&below=starter-uac"
    page = reader.part(f"/ownership/starter-rostec?{inner}")
    assert 'aria-label="Fold what PJSC United Aircraft Corporation owns"' in page
    alone = reader.part("/ownership/starter-rostec?above=&below=")
    assert "Uralvagonzavod" not in alone
    assert "Unfold 19 parties that State Corporation Rostec owns" in alone


def test_what_is_unfolded_stands_in_the_address_of_the_whole_page(reader: Reader) -> None:
    page = reader.get(f"{ROSTEC}?above=starter-rostec&below=")
    assert "above=starter-rostec&amp;below=starter-rostec#ownership" in page


def test_changes_and_statements_say_first_last_and_row(reader: Reader) -> None:
    page = words(reader.get(ROSTEC))
    assert "first version at hand that speaks of the party" in page
    assert "Every statement, down to the publisher’s row" in page
