"""BODS: what statements say, and what later statements make of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from caveat.sources.stakes.reading import StakeSet, read
from caveat.stake import WHOLE, Stake

PERCENT = WHOLE // 100


def shares(found: StakeSet) -> list[tuple[str, int, int, str | None, str | None]]:
    """Owner, least and most in percent, and the days, of every shareholding."""
    return sorted(
        (stake.owner, stake.least // PERCENT, stake.most // PERCENT, stake.start, stake.end)
        for stake in found.stakes
        if stake.kind == "shares"
    )


class TestVersion02:
    @pytest.fixture
    def found(self, stake_fixtures: Path) -> StakeSet:
        return read(stake_fixtures / "bods_0_2.json")

    def test_what_the_file_is(self, found: StakeSet) -> None:
        assert (found.format, found.published) == ("BODS 0.2", "2020-06-01")

    def test_holders(self, found: StakeSet) -> None:
        alpha = found.holders["openownership-register-1001"]
        assert (alpha.name, alpha.aliases) == ("Alpha Holdings Limited", ("Alpha Group",))
        assert (alpha.type, alpha.countries) == ("organization", ("gb",))
        assert alpha.identifiers == ("01234567",)
        jane = found.holders["openownership-register-1002"]
        assert (jane.type, jane.birth_date, jane.countries) == ("person", "1970-03", ("ie",))

    def test_a_replaced_statement_ends_where_its_successor_begins(self, found: StakeSet) -> None:
        row = [(s.least, s.most, s.start, s.end) for s in found.stakes if s.kind == "shares"]
        assert row == [
            (25 * PERCENT + 1, 50 * PERCENT, "2017-05-01", "2019-08-15"),
            (75 * PERCENT, 75 * PERCENT, "2019-08-15", None),
        ]

    def test_an_interest_that_the_successor_no_longer_tells_ended_on_its_day(
        self, found: StakeSet
    ) -> None:
        (board,) = [stake for stake in found.stakes if stake.kind == "board"]
        assert (board.direct, board.end) == (False, "2019-09-01")

    def test_what_is_not_told_or_cannot_be_is_a_fault(self, found: StakeSet) -> None:
        reasons = " ".join(fault.reason for fault in found.faults)
        assert "no-beneficial-owners" in reasons
        assert "described nowhere" in reasons
        assert "140" in reasons
        (votes,) = [stake for stake in found.stakes if stake.kind == "voting rights"]
        assert (votes.least, votes.most) == (0, WHOLE)
        assert found.holders[votes.owner].name == ""


class TestVersion04:
    def test_a_share_that_grew_and_shrank(self, data: Path) -> None:
        found = read(data / "ownership/bods_examples/tecido.json")
        maria, trust = "018AF6B3EB", "033E84672B"
        assert shares(found) == [
            (maria, 30, 30, "2022-09-21", "2023-03-03"),
            (maria, 40, 40, "2021-09-24", "2022-09-21"),
            (maria, 100, 100, "2002-03-09", "2021-09-24"),
            (trust, 60, 60, "2021-09-24", "2022-09-21"),
            (trust, 70, 70, "2022-09-21", "2023-03-01"),
            (trust, 80, 80, "2023-03-01", None),
        ]
        assert found.holders[trust].name == "Shear Trust"

    def test_a_closed_record_ends_and_a_repeated_interest_is_one_stake(self, data: Path) -> None:
        found = read(data / "ownership/bods_examples/fermcat.json")
        assert shares(found) == [
            ("per-41c0bb0cef246f7c", 50, 50, "2019-09-11", "2022-01-21"),
            ("per-41c0bb0cef246f7c", 100, 100, "2022-01-21", None),
            ("per-5faa4103dee78621", 50, 50, "2019-09-11", "2021-04-03"),
            ("per-e334cc6258e56467", 50, 50, "2021-04-03", "2022-01-21"),
        ]
        assert not found.faults

    def test_bounds_that_are_left_out(self, data: Path) -> None:
        found = read(data / "ownership/bods_examples/bods-package-linking-annotations.json")
        (stake,) = found.stakes
        assert (stake.least, stake.most) == (25 * PERCENT + 1, 50 * PERCENT - 1)

    def test_an_indirect_interest_and_its_components(self, data: Path) -> None:
        found = read(data / "ownership/bods_examples/indirect-ownership.json")
        assert [(stake.kind, stake.direct) for stake in found.stakes] == [
            ("shares", True),
            ("unknown", True),
            ("shares", False),
        ]

    def test_a_nomination_and_a_seat_on_a_board(self, data: Path) -> None:
        found = read(data / "ownership/bods_examples/nomination.json")
        kinds = {stake.kind: stake for stake in found.stakes}
        assert set(kinds) == {"nominee", "unknown", "control"}
        assert kinds["unknown"].most == 0, "a seat carries no share"

    def test_a_company_that_need_not_tell(self, data: Path) -> None:
        found = read(data / "ownership/bods_examples/listed-company-exempt-from-disclosure.json")
        assert not found.stakes
        assert "subjectExemptFromDisclosure" in found.faults[0].reason

    def test_every_example_is_read_without_a_word_that_is_not_known(self, data: Path) -> None:
        for place in sorted((data / "ownership/bods_examples").glob("*.json")):
            found = read(place)
            assert found.format == "BODS 0.4", place
            assert found.holders and not found.unknown, place


def statement(id: str, day: str, status: str, **details: Any) -> dict[str, Any]:
    """A relationship between a and b, as BODS 0.4 has it."""
    return {
        "statementId": id,
        "statementDate": day,
        "recordId": "r",
        "recordType": "relationship",
        "recordStatus": status,
        "recordDetails": {"isComponent": False, "subject": "b", "interestedParty": "a", **details},
    }


def test_json_lines_and_a_record_that_is_closed_without_a_word(tmp_path: Path) -> None:
    ends = [
        {"statementId": f"s{id}", "recordId": id, "recordType": "entity",
         "recordDetails": {"isComponent": False, "name": id.upper()}}
        for id in "ab"
    ]  # fmt: skip
    held: dict[str, Any] = {
        "interests": [{"type": "shareholding", "share": {"minimum": 25, "maximum": 50}}]
    }
    rows = [
        *ends,
        statement("1", "2020-01-01", "new", **held),
        statement("2", "2021-02-03", "closed"),
    ]
    place = tmp_path / "bods.jsonl"
    place.write_text("\n".join(map(json.dumps, rows)) + "\n")
    assert read(place).stakes == (
        Stake("a", "b", "shares", 25 * PERCENT, 50 * PERCENT, True, None, "2021-02-03", "bods",
              "bods.jsonl:3/1"),
    )  # fmt: skip
