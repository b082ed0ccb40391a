"""Sets of stakes in a library: versions, what was known when, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caveat.errors import BadInput, ListEmpty, ListRefused, ListShrunk, NoList, UnknownHolder
from caveat.library import disk, stakes, versions
from caveat.library.intake import Taken
from caveat.sources.reading import File
from caveat.stake import WHOLE, Fault, Holder, Stake

TODAY = date(2026, 11, 24)
FIXTURES = Path(__file__).parents[1] / "sources/stakes/fixtures"
HEADINGS = "owner_id,owner_name,owned_id,owned_name,share_min"


class Shelf:
    """A library, and the shortest way to bring tables of stakes into it."""

    def __init__(self, root: Path) -> None:
        self.root = root / "library"
        self._files = root

    def table(self, *rows: str, published: str | None = "2026-01-01", **said: object) -> Taken:
        """Take a table in."""
        place = self._files / "register.csv"
        place.write_text("\n".join((HEADINGS, *rows)))
        return self.take(place, published=published, **said)

    def take(self, *places: Path, published: str | None = None, **said: object) -> Taken:
        """Take files in."""
        with disk.writing(self.root):
            return stakes.take(
                self.root,
                [File(place) for place in places],
                published=date.fromisoformat(published) if published else None,
                **{"today": TODAY, **said},  # type: ignore[arg-type]
            )


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


def test_a_table_becomes_a_version_whose_ids_are_unique_in_the_library(shelf: Shelf) -> None:
    taken = shelf.table("r,Rostec,k,Kalashnikov,51", "r,Rostec,r,Rostec,10")
    assert taken.new
    version = taken.version
    assert (version.source, version.published) == ("register", date(2026, 1, 1))
    assert (version.parties, version.statements, version.faults) == (2, 1, 1)
    assert list(stakes.holders(shelf.root, version)) == [
        Holder("register/k", "Kalashnikov", origin="register.csv:2"),
        Holder("register/r", "Rostec", origin="register.csv:2"),
    ]
    assert list(stakes.stakes(shelf.root, version)) == [
        Stake("register/r", "register/k", "shares", 51 * WHOLE // 100, 51 * WHOLE // 100, True,
              None, None, "register", "register.csv:2"),
    ]  # fmt: skip
    (fault,) = stakes.faults(shelf.root, version)
    assert isinstance(fault, Fault) and fault.where == "register.csv:3"


def test_the_set_of_a_register_goes_by_the_register(shelf: Shelf) -> None:
    assert shelf.take(FIXTURES / "psc.jsonl").version.source == "uk-psc"
    both = (FIXTURES / "gleif_rr.csv", FIXTURES / "gleif_lei.csv")
    taken = shelf.take(*both, published="2026-01-05")
    assert (taken.version.source, len(taken.version.files)) == ("gleif", 2)
    assert stakes.names(shelf.root) == ["gleif", "uk-psc"]
    assert shelf.take(FIXTURES / "bods_0_2.json", name="example").version.source == "example"


def test_the_day_of_the_file_goes_first_and_a_file_without_one_is_known_from_today(
    shelf: Shelf,
) -> None:
    psc = shelf.take(FIXTURES / "psc.jsonl", published="2025-01-01").version
    assert psc.published == date(2024, 11, 22)
    assert any("2025-01-01 was given and not used" in caution for caution in psc.cautions)
    table = shelf.table("a,,b,,50", published=None).version
    assert table.published == TODAY
    assert any("known from 2026-11-24 on" in caution for caution in table.cautions)


def test_known_at_gives_the_version_of_that_day(shelf: Shelf) -> None:
    shelf.table("a,,b,,50", published="2020-01-01")
    shelf.table("a,,b,,60", published="2022-01-01")
    shares = {
        day: [
            stake.least * 100 // WHOLE
            for version in stakes.in_force(shelf.root, date.fromisoformat(day))
            for stake in stakes.stakes(shelf.root, version)
        ]
        for day in ("2019-12-31", "2020-01-01", "2021-06-01", "2026-01-01")
    }
    assert shares == {
        "2019-12-31": [],
        "2020-01-01": [50],
        "2021-06-01": [50],
        "2026-01-01": [60],
    }


def test_the_same_file_again_is_nothing_new(shelf: Shelf) -> None:
    shelf.table("a,,b,,50")
    assert not shelf.table("a,,b,,50").new
    assert len(stakes.of_set(shelf.root, "register")) == 1


def test_a_file_that_nobody_dates_is_not_new_on_another_day(shelf: Shelf) -> None:
    shelf.table("a,,b,,50", published=None, today=date(2026, 11, 1))
    assert not shelf.table("a,,b,,50", published=None, today=date(2026, 11, 24)).new
    assert shelf.table("a,,b,,60", published=None, today=date(2026, 11, 24)).new


def test_a_file_without_a_stake_is_refused_and_leaves_nothing(shelf: Shelf) -> None:
    with pytest.raises(ListEmpty, match="no stake"):
        shelf.table("a,,a,,50")
    assert stakes.names(shelf.root) == []
    assert not list(shelf.root.glob("stakes/**/*.parquet"))


def test_a_file_that_is_none_is_refused_and_the_last_version_stays(
    shelf: Shelf, tmp_path: Path
) -> None:
    shelf.table("a,,b,,50")
    (tmp_path / "x.json").write_text('{"hello": "world"}')
    with pytest.raises(ListRefused):
        shelf.take(tmp_path / "x.json", name="register")
    assert len(stakes.of_set(shelf.root, "register")) == 1


def test_a_set_that_shrank_is_refused_unless_that_is_right(shelf: Shelf) -> None:
    many = [f"a{number},,b,,1" for number in range(20)]
    shelf.table(*many, published="2026-01-01")
    with pytest.raises(ListShrunk, match="17 stakes"):
        shelf.table(*many[:17], published="2026-02-01")
    assert shelf.table(*many[:17], published="2026-02-01", accept_shrink=True).new


@pytest.mark.parametrize("name", ["UPPER", "a/b", "..", "ofac-sdn"])
def test_a_name_that_is_none_or_a_lists_is_refused(shelf: Shelf, name: str) -> None:
    with pytest.raises(BadInput):
        shelf.table("a,,b,,50", name=name)


def test_a_holder_told_in_many_rows_is_one_with_all_its_names(shelf: Shelf) -> None:
    shelf.table("r,Rostec,a,,1", "r,Rostech,b,,1", "r,Rostec,c,,1")
    holder = stakes.holder(shelf.root, "register/r", TODAY)
    assert (holder.name, holder.aliases) == ("Rostec", ("Rostech",))
    with pytest.raises(UnknownHolder):
        stakes.holder(shelf.root, "register/x", TODAY)


def test_a_set_that_is_not_there(shelf: Shelf) -> None:
    shelf.table("a,,b,,50")
    with pytest.raises(NoList, match="there are: register"):
        stakes.of_set(shelf.root, "gleif")


def test_no_list_is_made_of_stakes(shelf: Shelf) -> None:
    shelf.table("a,,b,,50")
    assert versions.sources(shelf.root) == []
