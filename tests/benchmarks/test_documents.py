"""The labelled texts are sound, and readings of them are judged as their labels say."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.documents.judge import Claim, Share, judge
from benchmarks.documents.texts import BadText, parse, parties, texts

HEAD = "language: en\nday: 2022-07-04\nkind: news\nnote: true\n\n"
KNOWN = {"lee": frozenset({"one-1"}), "roe": frozenset({"one-2"})}


def test_every_text_can_be_read_and_every_party_is_spoken_of() -> None:
    every = texts()
    labels = [label for text in every for label in text.labels]
    assert len(every) >= 60
    assert len(labels) >= 400
    assert all(text.text[label.start : label.end] == label.words for text in every
               for label in text.labels)  # fmt: skip
    assert {label.party for label in labels} - {None} == set(parties())


def test_half_of_the_places_and_of_the_texts_are_for_building() -> None:
    every = texts()
    halves = Counter(text.half for text in every)
    assert abs(halves["development"] - halves["held-out"]) <= len(every) // 10
    listed = Counter(label.party is not None for text in every for label in text.labels)
    assert listed[False] >= listed[True] >= 200


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("So {{Ann Lee|leee}} left.", "line 6: no party has the key 'leee'"),
        ("One.\n\nSo {{Ann Lee}} left.", "line 8: '{{Ann Lee}}' is no mark"),
        ("So {{Ann Lee|lee|nick}} left.", "'nick' is no way to speak of a party"),
        ("So {{Ann Lee|lee left.", "line 6: '{{' is no mark"),
    ],
)
def test_a_wrong_mark_is_named_with_its_place(body: str, says: str) -> None:
    with pytest.raises(BadText, match=f"en-01-x, .*{says}"):
        parse("en-01-x", HEAD + body, KNOWN)


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (HEAD.replace("news", "poem"), "'poem' is no kind"),
        (HEAD.replace("2022-07-04", "July"), "'July' is no day"),
        (HEAD.replace("note: true\n", ""), "the head needs"),
        (HEAD.replace("note: true", "true"), "line 4: 'true' is no line of the head"),
    ],
)
def test_a_wrong_head_is_refused(head: str, says: str) -> None:
    with pytest.raises(BadText, match=says):
        parse("en-01-x", head + "So.", KNOWN)


def test_a_hit_of_another_party_is_false_and_leaves_the_place_missed() -> None:
    text = parse("en-01-x", HEAD + "{{Ann Lee|lee}} and {{Jane Roe|roe}} met.", KNOWN)
    verdict = judge(text, [Claim(0, 7, frozenset({"one-2"}))], KNOWN)
    assert [label.words for label in verdict.missed] == ["Ann Lee", "Jane Roe"]
    assert (len(verdict.right), len(verdict.false)) == (0, 1)


def test_an_unlabelled_description_is_judged_only_if_the_text_never_names_its_party() -> None:
    text = parse("en-01-x", HEAD + "{{Ann Lee|lee}} met. The firm paid.", KNOWN)
    place = text.text.index("The firm")
    known, other = (
        judge(text, [Claim(place, place + 8, frozenset({id}), "description")], KNOWN)
        for id in ("one-1", "one-2")
    )
    assert (len(known.apart), len(known.false)) == (1, 0)
    assert (len(other.apart), len(other.false)) == (0, 1)


def test_a_share_of_nothing_says_so() -> None:
    assert str(Share(0, 0)) == "–"
    assert str(Share(1, 1)).startswith("1.000 (0.207–1.000), 1 of 1")
