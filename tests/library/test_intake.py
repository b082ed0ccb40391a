"""Taking lists in: what becomes a version, what is refused, and what is left behind: nothing."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.errors import ListEmpty, ListMalformed, ListRefused, ListShrunk, ListUndated
from caveat.library import archive, statements, versions
from caveat.sources.reading import File

if TYPE_CHECKING:
    from tests.library.conftest import Shelf, Shelves

ROSTEC = "ofac-17260 name ROSTEC\nofac-17260 [RUSSIA] reason State corporation"
TEN = "\n".join(f"p{number} [RUSSIA] reason R" for number in range(10))
EIGHT = "\n".join(TEN.splitlines()[2:])
NINE = "\n".join(TEN.splitlines()[1:])


def texts_read(shelf: Shelf, source: str = "tiny") -> list[str]:
    """The names in each version of a list."""
    found = []
    for version in versions.of_source(shelf.root, source):
        place = versions.folder(shelf.root, version) / "statements.parquet"
        names = [one.value for one in statements.read(place) if one.prop == "name"]
        found.append(f"{version.published} {' '.join(names)}")
    return found


# -- versions ------------------------------------------------------------------------------------


def test_a_list_becomes_a_version(shelf: Shelf) -> None:
    taken = shelf.take(f"published 2022-06-28\n{ROSTEC}")
    assert taken.new
    version = taken.version
    assert (version.source, version.published) == ("tiny", date(2022, 6, 28))
    assert (version.parties, version.statements, version.format) == (1, 4, "lines")
    assert versions.of_source(shelf.root, "tiny") == [version]
    assert versions.sources(shelf.root) == ["tiny"]
    (raw,) = version.files
    with archive.fetch(shelf.root, raw).open() as stream:
        assert stream.read().decode() == f"published 2022-06-28\n{ROSTEC}"


def test_the_day_that_a_file_gives_goes_before_the_day_that_the_user_gives(shelf: Shelf) -> None:
    version = shelf.take(f"published 2022-06-28\n{ROSTEC}", "2022-07-01").version
    assert version.published == date(2022, 6, 28)
    assert version.cautions == (
        "The file says that it was published on 2022-06-28; 2022-07-01 was given and not used.",
    )


def test_a_file_without_a_day_is_as_old_as_the_user_says(shelf: Shelf) -> None:
    version = shelf.take(ROSTEC, "2022-06-28").version
    assert version.published == date(2022, 6, 28)
    assert version.cautions == ()


def test_versions_of_one_day_are_kept_in_the_order_of_their_coming(shelf: Shelf) -> None:
    for name in ("A", "B", "A"):
        assert shelf.take(f"p name {name}\np [X] reason R", "2022-06-28").new
    assert texts_read(shelf) == ["2022-06-28 A", "2022-06-28 B", "2022-06-28 A"]


def test_values_that_the_parser_could_not_use_are_counted(shelf: Shelf) -> None:
    version = shelf.take(f"{ROSTEC}\nofac-17260 [RUSSIA] startDate long ago", "2022-06-28").version
    assert version.unread == {"startDate": 1}


# -- the same again ------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_taking_the_same_lists_again_changes_nothing(
    new_shelf: Shelves, texts: st.SearchStrategy[str], data: st.DataObject
) -> None:
    shelf = new_shelf()
    days = data.draw(st.lists(st.sampled_from(range(1, 8)), min_size=1, max_size=3, unique=True))
    lists = [(data.draw(texts), date(2020, 1, number)) for number in days]
    for text, day in lists:
        shelf.take(text, day)
    edition, before = shelf.build(), shelf.bytes()
    for text, day in lists:
        assert not shelf.take(text, day).new
    assert shelf.build().id == edition.id
    assert shelf.bytes() == before


def test_a_file_that_says_its_day_is_one_version_whenever_it_comes(shelf: Shelf) -> None:
    first = shelf.take(f"published 2022-06-28\n{ROSTEC}", "2022-06-28")
    before = shelf.bytes()
    again = shelf.take(f"published 2022-06-28\n{ROSTEC}", "2022-07-15")
    assert (again.version, again.new) == (first.version, False)
    assert shelf.bytes() == before


def test_a_list_that_stayed_the_same_is_no_new_version(shelf: Shelf) -> None:
    first = shelf.take(ROSTEC, "2022-06-28")
    again = shelf.take(ROSTEC, "2022-07-15")
    assert (again.version, again.new) == (first.version, False)
    assert versions.of_source(shelf.root, "tiny") == [first.version]


def test_a_publisher_who_goes_back_makes_a_new_version(shelf: Shelf) -> None:
    for day, name in (("01", "A"), ("02", "B"), ("03", "A")):
        assert shelf.take(f"p name {name}\np [X] reason R", f"2022-06-{day}").new
    assert texts_read(shelf) == ["2022-06-01 A", "2022-06-02 B", "2022-06-03 A"]


def test_a_version_that_came_late_parts_two_that_were_the_same(shelf: Shelf) -> None:
    for day, name in (("03", "A"), ("01", "A"), ("02", "B")):
        assert shelf.take(f"p name {name}\np [X] reason R", f"2022-06-{day}").new
    assert texts_read(shelf) == ["2022-06-01 A", "2022-06-02 B", "2022-06-03 A"]


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_the_order_in_which_versions_come_does_not_matter(
    new_shelf: Shelves, texts: st.SearchStrategy[str], data: st.DataObject
) -> None:
    few = data.draw(st.lists(texts, min_size=1, max_size=3))
    lists = [
        (data.draw(st.sampled_from(few)), date(2020, 1, number))
        for number in range(1, data.draw(st.integers(2, 5)))
    ]
    made = []
    for order in (lists, data.draw(st.permutations(lists))):
        shelf = new_shelf()
        for text, day in order:
            shelf.take(text, day)
        made.append(shelf.build())
    assert made[0].id == made[1].id
    assert made[0].listings == made[1].listings
    assert [made[0].party(number) for number in range(len(made[0].parties))] == [
        made[1].party(number) for number in range(len(made[1].parties))
    ]


def test_a_file_that_the_archive_has_lost_is_restored_by_taking_it_again(shelf: Shelf) -> None:
    (raw,) = shelf.take(ROSTEC, "2022-06-28").version.files
    (place,) = shelf.root.glob("archive/*/*.gz")
    place.write_bytes(b"damaged")
    assert not shelf.take(ROSTEC, "2022-06-28").new
    assert archive.measure(archive.fetch(shelf.root, raw)) == raw


# -- refused -------------------------------------------------------------------------------------

REFUSED: dict[str, tuple[str, str | None, type[ListRefused], str]] = {
    "malformed": (f"{ROSTEC}\nhalf-a-li", "2022-07-01", ListMalformed, r"list\.txt:3 is no line"),
    "empty file": ("", "2022-07-01", ListEmpty, r"tiny: list\.txt has no listed party in it"),
    "no party": ("p name A", "2022-07-01", ListEmpty, "has no listed party in it"),
    "undated": (TEN, None, ListUndated, "does not say when it was published. Say it with"),
    "cut off": (f"stated 11\n{TEN}", "2022-07-01", ListMalformed, "it has 11 parties, but 10"),
    "shrunk": (EIGHT, "2022-07-01", ListShrunk, r"2 of 10 .* 2022-06-28 are gone \(20%\)"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_bad_list_is_refused_and_the_last_good_version_stays(shelf: Shelf, what: str) -> None:
    text, day, error, message = REFUSED[what]
    good = shelf.take(TEN, "2022-06-28").version
    edition, before = shelf.build(), shelf.bytes()
    with pytest.raises(error, match=message):
        shelf.take(text, day, accept_shrink=False)
    assert shelf.bytes() == before
    assert shelf.aside() == []
    assert versions.of_source(shelf.root, "tiny") == [good]
    assert shelf.build().id == edition.id


@pytest.mark.parametrize("what", [name for name in REFUSED if name != "shrunk"])
def test_a_bad_first_list_leaves_no_list(shelf: Shelf, what: str) -> None:
    text, day, error, message = REFUSED[what]
    with pytest.raises(error, match=message):
        shelf.take(text, day)
    assert versions.sources(shelf.root) == []
    assert set(shelf.bytes()) == {"lock"}


@pytest.mark.parametrize("damage", ["cut", "flipped"])
def test_a_packed_file_that_cannot_be_unpacked_is_malformed(
    shelf: Shelf, tmp_path: Path, damage: str
) -> None:
    packed = bytearray(gzip.compress(TEN.encode()))
    if damage == "cut":
        del packed[len(packed) // 2 :]
    else:
        packed[len(packed) // 2] ^= 0xFF
    (tmp_path / "list.txt.gz").write_bytes(packed)
    with pytest.raises(ListMalformed, match=r"tiny: list\.txt cannot be unpacked"):
        shelf.bring(File(tmp_path / "list.txt.gz"), date(2022, 6, 28))


def test_a_tenth_of_the_parties_may_go(shelf: Shelf) -> None:
    shelf.take(TEN, "2022-06-28")
    assert shelf.take(NINE, "2022-07-01", accept_shrink=False).new


def test_a_shrunk_list_is_taken_when_the_user_says_so(shelf: Shelf) -> None:
    shelf.take(TEN, "2022-06-28")
    assert shelf.take(EIGHT, "2022-07-01", accept_shrink=True).version.parties == 8


def test_shrinkage_counts_the_parties_that_are_gone_not_the_length_of_the_list(
    shelf: Shelf,
) -> None:
    shelf.take(TEN, "2022-06-28")
    others = TEN.replace("p", "q")
    with pytest.raises(ListShrunk, match=r"10 of 10"):
        shelf.take(others, "2022-07-01", accept_shrink=False)


def test_a_version_is_compared_with_the_one_before_it_not_with_the_newest(shelf: Shelf) -> None:
    shelf.take(TEN, "2022-06-28")
    assert shelf.take(EIGHT, "2022-06-01", accept_shrink=False).new


def test_lists_are_judged_each_by_itself(shelf: Shelf) -> None:
    shelf.take(TEN, "2022-06-28")
    assert shelf.take(ROSTEC, "2022-07-01", name="other", accept_shrink=False).new
    assert versions.sources(shelf.root) == ["other", "tiny"]


def test_what_the_file_states_may_be_less_than_what_it_has(shelf: Shelf) -> None:
    assert shelf.take(f"stated 9\n{TEN}", "2022-06-28").version.parties == 10


# -- checks --------------------------------------------------------------------------------------


def test_a_check_is_read_as_it_was_noted(shelf: Shelf) -> None:
    version = shelf.take(ROSTEC, "2022-06-28").version
    assert versions.read_check(shelf.root, "tiny") is None
    check = versions.Check(date(2022, 7, 1), version.name, {"https://a": {"etag": '"x"'}})
    versions.write_check(shelf.root, "tiny", check)
    assert versions.read_check(shelf.root, "tiny") == check
    assert versions.of_source(shelf.root, "tiny") == [version]


def test_the_version_in_force_is_the_newest_of_its_day(shelf: Shelf) -> None:
    first = shelf.take(TEN, "2022-06-01").version
    second = shelf.take(NINE, "2022-06-28").version
    row = versions.of_source(shelf.root, "tiny")
    assert versions.in_force(row, date(2022, 5, 31)) is None
    assert versions.in_force(row, date(2022, 6, 1)) == first
    assert versions.in_force(row, date(2022, 6, 27)) == first
    assert versions.in_force(row, date(2022, 6, 28)) == second


def test_a_list_that_is_just_coming_in_for_the_first_time_is_not_there_yet(shelf: Shelf) -> None:
    half = shelf.root / "versions/tiny/.aside-1"
    half.mkdir(parents=True)
    (half / "version.json").write_text("{}")
    assert versions.sources(shelf.root) == []
