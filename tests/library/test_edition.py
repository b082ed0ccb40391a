"""Editions: everything that was ever said, found at once, and undisturbed by what comes later."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.errors import LibraryDamaged, NoList, UnknownParty
from caveat.library import statements, versions
from caveat.library.disk import checksum_of
from caveat.library.edition import Edition, current
from caveat.party import DatedStatement, Statement

if TYPE_CHECKING:
    from tests.library.conftest import Shelf, Shelves

LIST = """
ofac-17260 : Company
ofac-17260 name ROSTEC
ofac-17260 alias Ростех
ofac-17260 [RUSSIA] startDate 2022-06-28
ofac-16685 name Sergei Chemezov
ofac-16685 [UKRAINE] startDate 2014-04-28
ofac-16685 -> ofac-17260 leader of
"""


def all_of(edition: Edition) -> list[DatedStatement]:
    """The statements of every party."""
    return [
        dated
        for number in range(len(edition.parties))
        for dated in edition.party(number).statements
    ]


def test_a_party_has_all_that_was_said_about_it(shelf: Shelf) -> None:
    shelf.take(LIST, "2022-06-28")
    edition = shelf.build()
    party = edition.party(edition.number("ofac-17260"))
    assert (party.id, party.schema, party.caption) == ("ofac-17260", "Company", "ROSTEC")
    assert party.sources == ("tiny",)
    assert party.values("name", "alias") == ("ROSTEC", "Ростех")
    assert {one.statement.entity.split(".")[1] for one in party.statements[2:]} == {"sanction"}
    assert party.statements[0].statement.origin == "list.txt:3"


def test_statements_come_back_exactly_as_they_were_parsed(shelf: Shelf) -> None:
    version = shelf.take(LIST, "2022-06-28").version
    place = versions.folder(shelf.root, version) / "statements.parquet"
    parsed = list(statements.read(place))
    found = [dated.statement for dated in all_of(shelf.build())]
    assert sorted(found) == sorted(parsed)
    for party in ("ofac-16685", "ofac-17260"):  # and in their order
        assert [one for one in found if one.party == party and one.entity == party] == [
            one for one in parsed if one.party == party and one.entity == party
        ]


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_every_statement_of_every_version_can_be_dated(
    new_shelf: Shelves, texts: st.SearchStrategy[str], data: st.DataObject
) -> None:
    shelf = new_shelf()
    for number, text in enumerate(data.draw(st.lists(texts, min_size=1, max_size=4)), start=1):
        shelf.take(text, date(2020, 1, number), name=data.draw(st.sampled_from(["one", "two"])))
    edition = shelf.build()
    found = all_of(edition)
    for listing in edition.listings:
        days = [version.published for version in listing.versions]
        for place, version in enumerate(listing.versions):
            folder = versions.folder(shelf.root, version)
            parsed = set(statements.read(folder / "statements.parquet"))
            said = [
                dated
                for dated in found
                if dated.source == listing.source
                and dated.ordinals[0] <= place <= dated.ordinals[1]
            ]
            assert {bare(dated.statement) for dated in said} == {bare(one) for one in parsed}
            for dated in said:
                assert days[dated.ordinals[0]] == dated.first <= version.published <= dated.last
                assert dated.until is None or version.published < dated.until
                assert (dated.until is None) == (dated.ordinals[1] == len(days) - 1)


def bare(statement: Statement) -> Statement:
    return statement._replace(origin="")


@settings(max_examples=15, deadline=None)
@given(ids=st.frozensets(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1)))
def test_every_party_is_found_by_its_id(new_shelf: Shelves, ids: frozenset[str]) -> None:
    known = ids - {"published", "stated"} | {"ofac-1"}
    shelf = new_shelf()
    shelf.take("\n".join(f"{id} [X] reason R" for id in known), "2020-01-01")
    edition = shelf.build()
    assert len(edition.parties) == len(known)
    for id in known:
        assert edition.party(edition.number(id)).id == id
    for id in ("", "ofac-0", "ofac-10", "\U0010ffff"):
        if id not in known:
            with pytest.raises(UnknownParty, match="Find its id with caveat screen"):
                edition.number(id)


def test_links_are_found_from_their_other_end(shelf: Shelf) -> None:
    shelf.take(LIST, "2022-06-28")
    edition = shelf.build()
    (link,) = edition.linked(edition.number("ofac-17260"))
    assert (link.statement.party, link.statement.prop) == ("ofac-16685", "object")
    assert edition.linked(edition.number("ofac-16685")) == ()


def test_links_between_lists_are_found(shelf: Shelf) -> None:
    shelf.take("a [X] reason R\nc [X] reason R\nc -> a owner of", "2020-01-01", name="one")
    shelf.take("b [X] reason R\nb -> a owner of", "2020-01-01", name="two")
    edition = shelf.build()
    links = edition.linked(edition.number("a"))
    assert [(one.source, one.statement.party) for one in links] == [("two", "b"), ("one", "c")]


def test_a_party_is_called_and_sorted_as_its_newest_version_says(shelf: Shelf) -> None:
    shelf.take("p name Rostekhnologii\np [X] reason R", "2020-01-01")
    shelf.take("q [X] reason R\np : Company\np name Rostec\np [X] reason R", "2020-01-02")
    edition = shelf.build()
    party = edition.party(edition.number("p"))
    assert (party.caption, party.schema) == ("Rostec", "Company")
    assert party.values("name") == ("Rostec", "Rostekhnologii")


def test_a_party_of_which_only_attached_entities_are_known_is_called_by_its_id(
    shelf: Shelf,
) -> None:
    shelf.take("a [X] reason R\nb name B\nb [X] reason R\nc [X] reason R", "2020-01-01")
    edition = shelf.build()
    assert edition.parties["caption"].to_pylist() == ["a", "B", "c"]
    assert edition.parties["schema"].to_pylist() == ["LegalEntity", "Person", "LegalEntity"]


def test_a_party_on_two_lists_is_one_party(shelf: Shelf) -> None:
    shelf.take("ofac-1 name Rostec\nofac-1 [X] reason R", "2020-01-01", name="cons")
    shelf.take("ofac-1 name ROSTEC\nofac-1 [Y] reason R", "2020-02-01", name="sdn")
    edition = shelf.build()
    party = edition.party(edition.number("ofac-1"))
    assert len(edition.parties) == 1
    assert party.sources == ("cons", "sdn")
    assert party.values("name") == ("Rostec", "ROSTEC")


def test_a_long_list_keeps_its_parties_apart(shelf: Shelf) -> None:
    lines = [
        f"p{number:05d} name N{number}\np{number:05d} [X] reason R" for number in range(12_600)
    ]
    shelf.take("\n".join(lines), "2020-01-01")  # more statements than one batch has
    edition = shelf.build()
    assert edition.table["party"].num_chunks > 1
    assert len(edition.parties) == 12_600
    for number in range(0, 12_600, 7):
        party = edition.party(number)
        assert party.values("name") == (f"N{number}",)
        assert {one.statement.party for one in party.statements} == {party.id}
        assert len(party.statements) == 4


def test_parties_read_many_at_once_are_the_same_parties(shelf: Shelf) -> None:
    shelf.take(LIST + "ofac-1 name Nobody", "2022-06-28")
    edition = shelf.build()
    every = range(len(edition.parties))
    for one, whole in zip(edition.parties_by(every, "Sanction"), map(edition.party, every),
                          strict=True):  # fmt: skip
        assert (one.id, one.schema, one.caption) == (whole.id, whole.schema, whole.caption)
        assert one.statements == tuple(
            dated for dated in whole.statements if dated.statement.schema == "Sanction"
        )
    (rostec,) = edition.parties_by([edition.number("ofac-17260")], "Sanction")
    assert rostec.sources == ("tiny",)
    (nobody,) = edition.parties_by([edition.number("ofac-1")], "Sanction")
    assert (nobody.sources, nobody.statements) == ((), ())


def test_a_list_that_is_not_there_is_named_with_what_to_do(shelf: Shelf) -> None:
    shelf.take(LIST, "2022-06-28")
    edition = shelf.build()
    assert edition.listing("tiny").title == "The tiny list"
    with pytest.raises(NoList, match=r"no version of un-sc in the library\. Get it"):
        edition.listing("un-sc")


def test_the_version_of_a_day_is_the_newest_that_was_out(shelf: Shelf) -> None:
    for day, name in (("01", "A"), ("03", "B")):
        shelf.take(f"p name {name}\np [X] reason R", f"2020-01-{day}")
    (listing,) = shelf.build().listings
    days = [date(2019, 12, 31), *(date(2020, 1, number) for number in range(1, 5))]
    assert [listing.ordinal(day) for day in days] == [-1, 0, 0, 1, 1]


# -- readers and damage --------------------------------------------------------------------------


def test_a_reader_is_not_disturbed_by_later_editions_and_pruning(shelf: Shelf) -> None:
    shelf.take(LIST, "2022-06-28")
    shelf.build()
    reader = current(shelf.root)
    before = all_of(reader)
    linked = reader.linked(reader.number("ofac-17260"))
    for day in range(1, 7):
        shelf.take(f"p name N{day}\np [X] reason R", f"2022-07-0{day}")
        shelf.build()
    assert not reader.folder.exists()
    assert current(shelf.root).id != reader.id
    assert all_of(reader) == before
    assert reader.linked(reader.number("ofac-17260")) == linked


def test_a_library_without_an_edition_says_how_to_get_one(shelf: Shelf) -> None:
    with pytest.raises(NoList, match="Get the official lists with caveat update"):
        current(shelf.root)


def test_a_whole_edition_passes(shelf: Shelf) -> None:
    shelf.take(LIST, "2022-06-28")
    shelf.build()
    current(shelf.root).verify()


def test_one_flipped_bit_anywhere_is_found(shelf: Shelf) -> None:
    shelf.take(LIST, "2022-06-28")
    folder = shelf.build().folder
    files = sorted(place for place in folder.rglob("*") if place.is_file())
    assert len(files) == 4
    for place in files:
        whole = place.read_bytes()
        for where in range(0, len(whole), max(1, len(whole) // 25)):
            flipped = bytearray(whole)
            flipped[where] ^= 1 << (where % 8)
            place.write_bytes(flipped)
            with pytest.raises(LibraryDamaged, match="caveat build"):
                Edition(folder).verify()
        place.write_bytes(whole)
    Edition(folder).verify()


def test_damage_after_opening_is_found(shelf: Shelf) -> None:
    shelf.take(LIST, "2022-06-28")
    edition = shelf.build()
    place = edition.folder / "edition.json"
    place.write_text(place.read_text().replace("The tiny list", "The tidy list"))
    with pytest.raises(LibraryDamaged, match=r"edition\.json was changed"):
        edition.verify()


@pytest.mark.parametrize("name", ["edition.json", "statements.arrow", "parties.arrow", "links.npy"])
@pytest.mark.parametrize("content", [None, b""])
def test_a_missing_or_empty_file_is_damage(shelf: Shelf, name: str, content: bytes | None) -> None:
    shelf.take(LIST, "2022-06-28")
    place = shelf.build().folder / name
    place.unlink()
    if content is not None:
        place.write_bytes(content)
    with pytest.raises(LibraryDamaged):
        current(shelf.root)


def test_an_edition_of_another_format_is_refused(shelf: Shelf) -> None:
    shelf.take(LIST, "2022-06-28")
    folder = shelf.build().folder
    record = json.loads((folder / "edition.json").read_text())
    del record["checksum"]
    record["format"] = 1
    record["checksum"] = checksum_of(record)
    (folder / "edition.json").write_text(json.dumps(record))
    with pytest.raises(LibraryDamaged, match=r"another version of Caveat\. Run caveat build"):
        Edition(folder)
