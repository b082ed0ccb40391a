"""A table of stakes: what each column says, and what becomes of a row that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from caveat.errors import ListMalformed, ListUnrecognised
from caveat.sources.stakes.reading import StakeSet, read
from caveat.stake import WHOLE, Holder, Stake

HEADINGS = "owner_id,owner_name,owned_id,owned_name,share_min,share_max,kind,start,end,source"


@pytest.fixture
def table(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Reads rows as a table of stakes."""

    def reads(*rows: str, headings: str = HEADINGS) -> StakeSet:
        place = tmp_path / "stakes.csv"
        place.write_text("\n".join((headings, *rows)), encoding="utf-8")
        return read(place)

    return reads


def test_a_whole_row(table) -> None:  # type: ignore[no-untyped-def]
    found = table("r,Rostec,k,Kalashnikov,25.01,,shares,2018,2022-06-28,Annual report")
    assert found.stakes == (
        Stake("r", "k", "shares", 250_100_000, 250_100_000, True, "2018", "2022-06-28", "stakes",
              "stakes.csv:2 (Annual report)"),
    )  # fmt: skip
    assert found.holders["r"] == Holder("r", "Rostec", origin="stakes.csv:2")
    assert not found.faults


def test_names_alone_are_enough_and_the_rest_is_what_nothing_said_means(table) -> None:  # type: ignore[no-untyped-def]
    found = table("Rostec,Rosoboronexport", headings="Owner; Owned".replace("; ", ","))
    assert found.stakes == (
        Stake("Rostec", "Rosoboronexport", "shares", 0, WHOLE, source="stakes",
              origin="stakes.csv:2"),
    )  # fmt: skip


def test_headings_in_any_case_and_a_german_table(table) -> None:  # type: ignore[no-untyped-def]
    found = table("a;b;50,5 %;votes", headings="OWNER ID;Owned-ID;Share_Min;Kind")
    (stake,) = found.stakes
    assert (stake.least, stake.most, stake.kind) == (505_000_000, 505_000_000, "voting rights")


@pytest.mark.parametrize(
    ("shares", "least", "most"),
    [
        ("50,", WHOLE // 2, WHOLE // 2),
        ("25,50", WHOLE // 4, WHOLE // 2),
        (",50", 0, WHOLE // 2),
        (",", 0, WHOLE),
        ("25-50,", WHOLE // 4, WHOLE // 2),
        (">25,<=50", WHOLE // 4 + 1, WHOLE // 2),
    ],
)
def test_the_two_share_columns(table, shares: str, least: int, most: int) -> None:  # type: ignore[no-untyped-def]
    (stake,) = table(f"a,b,{shares}", headings="owner_id,owned_id,share_min,share_max").stakes
    assert (stake.least, stake.most) == (least, most)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("a,,b,,most,,,,,", "no share"),
        ("a,,b,,-5,,,,,", "negative"),
        ("a,,b,,140,,,,,", "more than 100"),
        ("a,,b,,60,40,,,,", "down to"),
    ],
)
def test_a_share_that_is_none_leaves_it_unknown_and_is_said(table, row: str, why: str) -> None:  # type: ignore[no-untyped-def]
    found = table(row, "a,,c,,50,,,,,")
    assert [(stake.least, stake.most) for stake in found.stakes] == [
        (0, WHOLE),
        (WHOLE // 2, WHOLE // 2),
    ]
    (fault,) = found.faults
    assert fault.where == "stakes.csv:2" and why in fault.reason and "unknown" in fault.reason


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("a,,a,,50,,,,,", "owns itself"),
        (",,b,,50,,,,,", "names no owner"),
        ("a,,b,,50,,,2020,2019,", "before it began"),
        ("x,,y,,50,,,,,", "told before"),
        ("a,,b,,50,,,,,,,more,cells", "13 cells for 10 columns"),
    ],
)
def test_a_row_that_cannot_be_is_left_out_and_the_next_goes_on(table, row: str, why: str) -> None:  # type: ignore[no-untyped-def]
    found = table("x,,y,,50,,,,,", row, "a,,z,,50,,,,,")
    assert [stake.owned for stake in found.stakes] == ["y", "z"]
    (fault,) = found.faults
    assert fault.where == "stakes.csv:3" and why in fault.reason


def test_words_and_days_that_nobody_knows_are_taken_as_unknown(table) -> None:  # type: ignore[no-untyped-def]
    found = table("a,,b,,50,,grip,one day,,")
    (stake,) = found.stakes
    assert (stake.kind, stake.start) == ("unknown", None)
    assert len(found.faults) == 2


def test_shares_that_look_like_parts_of_one_are_read_as_percent_and_that_is_said(table) -> None:  # type: ignore[no-untyped-def]
    found = table("a,,b,,0.5,,,,,", "a,,c,,1,,,,,", "a,,d,,0.25,,,,,")
    assert found.stakes[0].least == WHOLE // 200
    assert "a half is 50, not 0.5" in found.cautions[0]
    assert not table("a,,b,,0.5,,,,,", "a,,c,,60,,,,,", "a,,d,,1,,,,,").cautions


def test_the_same_holder_under_two_names_has_an_alias(table) -> None:  # type: ignore[no-untyped-def]
    found = table("r,Rostec,a,,1,,,,,", "r,Rostech,b,,1,,,,,")
    assert (found.holders["r"].name, found.holders["r"].aliases) == ("Rostec", ("Rostech",))


def test_what_helps_to_find_a_holder_on_a_list(table) -> None:  # type: ignore[no-untyped-def]
    found = table(
        "c,Sergei Chemezov,individual,20.08.1952,Russia,770202363089,b",
        headings="owner_id,owner_name,owner_type,owner_birth_date,owner_country,"
        "owner_identifier,owned_id",
    )
    holder = found.holders["c"]
    assert (holder.type, holder.birth_date) == ("person", "1952-08-20")
    assert (holder.countries, holder.identifiers) == (("ru",), ("770202363089",))


def test_a_column_that_is_none_is_counted(table) -> None:  # type: ignore[no-untyped-def]
    assert table("a,b,x", headings="owner_id,owned_id,colour").unknown == {"colour": 1}


def test_an_xlsx_with_cells_formatted_as_percent(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["owner_id", "owned_id", "share_min"])
    sheet.append([1, 2, 0.5])
    sheet.append([1, 3, 16.67])
    sheet["C2"].number_format = "0.00%"
    book.save(tmp_path / "stakes.xlsx")
    found = read(tmp_path / "stakes.xlsx")
    assert [(s.owned, s.least, s.most) for s in found.stakes] == [
        ("2", WHOLE // 2, WHOLE // 2),
        ("3", 166_700_000, 166_700_000),
    ]


def test_a_file_that_is_no_table_of_stakes_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "names.csv"
    place.write_text("target,parentRisks\nx,crime\n")
    with pytest.raises(ListUnrecognised, match="target, parentRisks"):
        read(place)
    place.write_bytes(b"")
    with pytest.raises(ListUnrecognised, match="empty"):
        read(place)


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    place = tmp_path / "stakes.csv"
    place.write_bytes("owner_id,owned_id\na,Société\n".encode("latin-1"))
    with pytest.raises(ListMalformed, match="UTF-8"):
        read(place)
