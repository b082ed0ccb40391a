"""``caveat payment``: exit codes, what is shown, and the files that are written."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.test_main import SCHEMA, valid
from tests.screening.payments.messages import mt103, pacs008, transfer

if TYPE_CHECKING:
    from tests.conftest import Command

ROSTEC = "State Corporation Rostec"


@pytest.fixture
def put(tmp_path: Path) -> Any:
    def put(text: str, name: str = "payments.xml") -> Path:
        place = tmp_path / name
        place.write_text(text)
        return place

    return put


def test_clear_is_0_a_hit_3_and_malformed_2(starter: Command, put: Any) -> None:
    broken = transfer(amount="")
    assert starter("payment", put(pacs008(transfer()))).code == 0
    assert starter("payment", put(pacs008(transfer(ROSTEC)))).code == 3
    assert starter("payment", put(pacs008(transfer(), broken))).code == 2
    assert starter("payment", put(pacs008(transfer(ROSTEC), broken))).code == 3
    absent = starter("payment", "absent.xml")
    assert absent.code == 2 and "cannot be opened" in absent.err
    refused = starter("payment", "absent.xml", "--json")
    assert refused.json["error"]["kind"] == "BadPayment", "and no half of a document before it"


def test_an_answer_names_field_words_party_programme_and_counts(starter: Command, put: Any) -> None:
    answer = starter("payment", put(mt103(text="for Rosoboronexport, contract 5", more=":70:X\n")))
    shown = " ".join(answer.out.split())
    assert answer.code == 3
    for words in (
        "HIT payments.xml, transaction 1 (MT103, REF1): 1000.50 EUR, value date 2026-11-23",
        "remittance :70: Rosoboronexport",
        "JSC Rosoboronexport",
        "since",
        "1 transactions in 1 messages: 0 clear, 1 with hits, 0 possible, 0 rejected",
        "gives no legal advice",
    ):
        assert words in shown, words


def test_results_have_a_row_a_hit_and_rejects_a_file_of_their_own(
    starter: Command, put: Any, tmp_path: Path
) -> None:
    place = put(pacs008(transfer(ROSTEC), transfer(), transfer(amount=""), said=9))
    output = tmp_path / "results.csv"
    assert starter("payment", place, "-o", output).code == 3
    with output.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["transaction"] for row in rows} == {"1", "3"}
    assert rows[0]["role"] == "debtor"
    assert rows[0]["words"] == rows[0]["caveat_caption"] == ROSTEC
    assert rows[-1]["status"] == "rejected" and "IntrBkSttlmAmt" in rows[-1]["caveat_why"]
    with (tmp_path / "results.rejects.csv").open(encoding="utf-8-sig", newline="") as stream:
        reasons = [row["reason"] for row in csv.DictReader(stream)]
    assert ["IntrBkSttlmAmt" in reasons[0], "9 transactions" in reasons[1]] == [True, True]
    about = json.loads((tmp_path / "results.csv.about.json").read_text())["summary"]
    assert about["transactions"] == 3 == about["clear"] + about["hit"] + about["rejected"]
    assert about["faults"] == 1


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet", ".jsonl"])
def test_results_come_in_every_format(
    starter: Command, put: Any, tmp_path: Path, suffix: str
) -> None:
    output = tmp_path / f"results{suffix}"
    assert starter("payment", put(pacs008(transfer(ROSTEC))), "-o", output).code == 3
    assert output.stat().st_size


def test_json_is_what_the_schema_says(starter: Command, put: Any, tmp_path: Path) -> None:
    import jsonschema

    place = put(pacs008(transfer(ROSTEC), transfer(amount=""), said=7))
    answer = starter("payment", place, "--json")
    assert answer.code == 3
    assert valid(answer.json)
    assert [one["status"] for one in answer.json["transactions"]] == ["hit", "rejected"]
    assert answer.json["unread"][0]["reason"].startswith("Its header says 7")
    assert starter("payment", place, "-o", tmp_path / "x.jsonl").code == 3
    one_line = {**SCHEMA, "oneOf": [{"$ref": "#/$defs/payment_transaction"}]}
    first = json.loads((tmp_path / "x.jsonl").read_text().splitlines()[0])
    jsonschema.Draft202012Validator(one_line).validate(first)


def test_as_of_the_day_of_the_message(starter: Command, put: Any) -> None:
    place = put(pacs008(transfer("Sergei Chemezov", day="2014-04-01")))
    assert starter("payment", place).code == 3
    assert starter("payment", place, "--as-of", "message").code == 0
    assert starter("payment", place, "--as-of", "2014-04-01").code == 0


def test_results_never_overwrite_the_payments(starter: Command, put: Any) -> None:
    place = put(pacs008(transfer()), "payments.jsonl")
    answer = starter("payment", place, "-o", place)
    assert answer.code == 2 and "would overwrite" in answer.err
