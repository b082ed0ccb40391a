"""What changed on a list from one day to another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caveat.library.build import build
from caveat.library.changes import Change, Compared, apply, changes, compared, on
from caveat.library.disk import writing
from caveat.library.edition import Edition
from caveat.library.intake import take
from caveat.library.timeline import Moment, designations
from caveat.party import Statement
from caveat.sources import registry
from caveat.sources.reading import File

if TYPE_CHECKING:
    from tests.library.conftest import Shelf, Shelves

LISTED = "p name Rostec\np [RUSSIA] reason Arms"
OTHER = "z name Always\nz [X] reason R"


def between(shelf: Shelf, *texts: str) -> list[Change]:
    """What changed from the first of some versions to the last."""
    for number, text in enumerate(texts, start=1):
        shelf.take(f"{OTHER}\n{text}", date(2020, 1, number))
    edition = shelf.build()
    first, last = date(2020, 1, 1), date(2020, 1, len(texts))
    return list(changes(edition, edition.listings[0], first, last))


def fields(change: Change) -> list[tuple[str, str, Sequence[str], Sequence[str]]]:
    """What each field lost and gained, in short."""
    return [
        (field.schema, field.prop, [one.value for one in field.before],
         [one.value for one in field.after])
        for field in change.fields
    ]  # fmt: skip


def test_a_party_that_came_is_added_with_all_its_fields(shelf: Shelf) -> None:
    (change,) = between(shelf, "", LISTED)
    assert (change.source, change.kind, change.party) == ("tiny", "added", "p")
    assert change.caption == "Rostec"
    assert fields(change) == [
        ("Person", "name", [], ["Rostec"]),
        ("Sanction", "entity", [], ["p"]),
        ("Sanction", "program", [], ["RUSSIA"]),
        ("Sanction", "reason", [], ["Arms"]),
    ]


def test_a_party_that_went_is_removed_under_the_name_it_had(shelf: Shelf) -> None:
    (change,) = between(shelf, LISTED, "")
    assert (change.kind, change.caption) == ("removed", "Rostec")
    assert all(field.before and not field.after for field in change.fields)


def test_a_party_that_says_something_else_is_amended_field_by_field(shelf: Shelf) -> None:
    (change,) = between(shelf, f"{LISTED}\np alias Rostech", LISTED.replace("Rostec", "ROSTEC"))
    assert (change.kind, change.caption) == ("amended", "ROSTEC")
    assert sorted(fields(change)) == [
        ("Person", "alias", ["Rostech"], []),
        ("Person", "name", ["Rostec"], ["ROSTEC"]),
    ]


def test_a_second_designation_is_an_amendment(shelf: Shelf) -> None:
    (change,) = between(shelf, LISTED, f"{LISTED}\np [IRAN] reason Trade")
    assert change.kind == "amended"


def test_a_party_whose_last_designation_went_is_removed_though_its_name_is_still_there(
    shelf: Shelf,
) -> None:
    (change,) = between(shelf, LISTED, "p name Rostec")
    assert change.kind == "removed"
    assert {field.schema for field in change.fields} == {"Sanction"}


def test_a_party_that_was_only_named_is_added_when_it_is_designated(shelf: Shelf) -> None:
    (change,) = between(shelf, "p name Rostec", LISTED)
    assert change.kind == "added"


def test_where_it_stands_is_no_change(shelf: Shelf) -> None:
    assert between(shelf, LISTED, f"\n\n\n{LISTED}") == []


def test_what_went_and_came_back_in_between_did_not_change(shelf: Shelf) -> None:
    assert between(shelf, LISTED, "", LISTED) == []
    assert between(shelf, LISTED, "p [RUSSIA] reason Arms", LISTED) == []


def test_what_came_back_is_left_out_of_what_did_change(shelf: Shelf) -> None:
    (change,) = between(shelf, LISTED, "", f"{LISTED}\np alias Rostech")
    assert change.kind == "amended"
    assert fields(change) == [("Person", "alias", [], ["Rostech"])]


def test_before_the_first_version_a_list_is_empty(shelf: Shelf) -> None:
    shelf.take(LISTED, "2020-01-01")
    edition = shelf.build()
    (listing,) = edition.listings
    assert on(edition, listing, date(2019, 12, 31)) == frozenset()
    (change,) = changes(edition, listing, date(2019, 12, 31), date(2020, 1, 1))
    assert change.kind == "added"


def test_changes_come_in_the_order_of_their_parties(shelf: Shelf) -> None:
    new = "\n".join(f"{party} [X] reason R" for party in ("c", "a", "B", "ab"))
    assert [change.party for change in between(shelf, "", new)] == ["B", "a", "ab", "c"]


def test_another_list_is_not_looked_at(shelf: Shelf) -> None:
    for number, text in enumerate((OTHER, f"{OTHER}\n{LISTED}"), start=1):
        shelf.take(text, date(2020, 1, number), name="one")
        shelf.take(OTHER, date(2020, 1, 1), name="two")
    edition = shelf.build()
    days = date(2020, 1, 1), date(2020, 1, 2)
    assert [change.source for change in changes(edition, edition.listing("one"), *days)] == ["one"]
    assert list(changes(edition, edition.listing("two"), *days)) == []


def test_which_versions_were_compared_is_said(shelf: Shelf) -> None:
    shelf.take(LISTED, "2020-01-10")
    shelf.take(OTHER, "2020-02-10")
    (listing,) = shelf.build().listings
    assert compared(listing, date(2020, 1, 31), date(2020, 3, 1)) == Compared(
        "tiny", date(2020, 1, 10), date(2020, 2, 10), ""
    )
    assert compared(listing, date(2019, 1, 1), date(2019, 2, 1)) == Compared("tiny", None, None, "")


def days(number: int) -> list[date]:
    """The days of so many versions, and one before and one after."""
    return [date(2020, 1, 1), *(date(2020, 1, 2 * day) for day in range(1, number + 2))]


def drawn(new_shelf: Shelves, texts: st.SearchStrategy[str], data: st.DataObject) -> Edition:
    shelf = new_shelf()
    found = data.draw(st.lists(texts, min_size=1, max_size=4))
    for text, day in zip(found, days(len(found))[1:], strict=False):
        shelf.take(text, day)
    return shelf.build()


def listed(statements: frozenset[Statement]) -> set[str]:
    """The parties with a designation."""
    return {one.party for one in statements if one.schema == "Sanction"}


def kind(then: bool, now: bool) -> str:
    """What became of a party that was, and is, listed or not."""
    return "amended" if then == now else "added" if now else "removed"


def mirrored(change: Change) -> tuple[str, str, frozenset[tuple[object, ...]]]:
    """A change, as it looks from its other end."""
    kinds = {"added": "removed", "removed": "added", "amended": "amended"}
    turned = frozenset(
        (field.entity, field.schema, field.prop, frozenset(field.after), frozenset(field.before))
        for field in change.fields
    )
    return kinds[change.kind], change.party, turned


def as_seen(change: Change) -> tuple[str, str, frozenset[tuple[object, ...]]]:
    """A change, without order and caption."""
    said = frozenset(
        (field.entity, field.schema, field.prop, frozenset(field.before), frozenset(field.after))
        for field in change.fields
    )
    return change.kind, change.party, said


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_changes_applied_to_one_day_give_the_other(
    new_shelf: Shelves, texts: st.SearchStrategy[str], data: st.DataObject
) -> None:
    edition = drawn(new_shelf, texts, data)
    (listing,) = edition.listings
    every = days(5)
    for before in every:
        for after in every:
            then, now = on(edition, listing, before), on(edition, listing, after)
            made = list(changes(edition, listing, before, after))
            assert apply(then, made) == now
            assert {change.party for change in made} == {one.party for one in then ^ now}
            for change in made:
                assert change.kind == kind(
                    change.party in listed(then), change.party in listed(now)
                )
            back = list(changes(edition, listing, after, before))
            assert list(map(mirrored, back)) == list(map(as_seen, made))


def test_there_are_no_changes_from_a_day_to_itself(shelf: Shelf) -> None:
    shelf.take(LISTED, "2020-01-01")
    edition = shelf.build()
    for day in (date(2019, 1, 1), date(2020, 1, 1), date(2021, 1, 1)):
        assert list(changes(edition, edition.listings[0], day, day)) == []


# -- the real list -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def june(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """OFAC's SDN list around 28 June 2022, when Rostec was blocked."""
    root = tmp_path_factory.mktemp("june")
    sdn = registry.get("ofac-sdn")
    with writing(root):
        for day in ("2022-06-17", "2022-06-28"):
            file = File(data / f"ofac_sdn_history/sdn_{day}.csv.gz")
            take(root, sdn, [file], today=date(2030, 1, 1), published=date.fromisoformat(day))
        return build(root)


def test_ofac_added_169_parties_and_removed_one_in_the_second_half_of_june_2022(
    june: Edition,
) -> None:
    made = list(changes(june, june.listing("ofac-sdn"), date(2022, 6, 17), date(2022, 6, 28)))
    kinds = Counter(change.kind for change in made)
    assert (kinds["added"], kinds["removed"]) == (169, 1)
    (rostec,) = [change for change in made if change.party == "ofac-17260"]
    assert rostec.kind == "added"
    assert "ROSTEC" in rostec.caption.upper()


def test_rostec_was_on_the_sdn_list_from_june_2022(june: Edition) -> None:
    party = june.party(june.number("ofac-17260"))

    def status(day: date) -> set[str]:
        return {one.status for one in designations(party, june.listings, Moment(day, day))}

    assert status(date(2022, 6, 17)) == set()  # nothing was known of it on this list
    assert status(date(2022, 6, 28)) == {"listed"}


def test_an_edition_of_the_real_list_is_whole(june: Edition) -> None:
    june.verify()
    (listing,) = june.listings
    assert [version.parties for version in listing.versions] == [10241, 10409]
