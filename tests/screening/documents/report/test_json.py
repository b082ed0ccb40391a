"""A reading as JSON: what the published schema says, and nothing lost on the way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli.test_main import valid

from caveat.screening.documents.folder import Done
from caveat.screening.documents.report.json import reading_json, readings_json

if TYPE_CHECKING:
    from caveat.screening.documents.reading import Reading


def test_it_is_what_the_schema_says(interview: Reading) -> None:
    assert valid(json.loads(json.dumps(reading_json(interview))))


def test_offsets_point_to_the_words(interview: Reading) -> None:
    made = reading_json(interview)
    text = made["document"]["text"]
    for found in made["found"]:
        for mention in found["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
            around = mention["sentence"]
            assert text[around["start"] : around["end"]] == around["text"]
            assert mention["text"] in around["text"]


def test_each_party_has_both_days(interview: Reading) -> None:
    found = {one["name"]: one for one in reading_json(interview)["found"]}
    putin = found["Vladimir Putin"]
    assert (putin["status_then"], putin["status_now"]) == ("not listed", "listed")
    assert putin["then"]["as_of"] == "2018-02-28"
    assert putin["then"]["hits"] == []
    assert putin["now"]["hits"][0]["party"] == "starter-vladimir-putin"


def test_many_are_one_document_with_its_errors(interview: Reading) -> None:
    made = readings_json([Done("a.txt", interview), Done("b.pdf", None, "It is damaged.")])
    assert valid(json.loads(json.dumps(made)))
    assert [one["error"] for one in made["documents"]] == [None, "It is damaged."]
