"""Searching finds what comparing with every listed name would find."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from caveat.match import evidence as say
from caveat.names.name import read_name
from caveat.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from caveat.match.index import Index
    from caveat.subject import Type

COUNT = 400


@pytest.fixture(scope="module")
def names(listed_names: list[tuple[Type, str]]) -> list[tuple[Type, str]]:
    return random.Random(3).sample(
        [(kind, name) for kind, name in listed_names if kind in ("person", "organization")], COUNT
    )


@pytest.fixture(scope="module")
def index(names: list[tuple[Type, str]], folders: Callable[[], Path]) -> Index:
    from tests.match.conftest import Listed

    return Listed((kind, [("name", name)]) for kind, name in names).index(folders())


def slowly(index: Index, subject: Subject, names: list[tuple[Type, str]]) -> set[int]:
    """Every party whose name is worth a hit, by comparing with all of them."""
    mine = read_name(subject.name, subject.type)
    found = set()
    for number, (kind, name) in enumerate(names):
        piece = say.by_name(subject.name, mine, name, read_name(name, kind), 0, index.lexicon)
        if piece.weight >= 0.8 and kind == subject.type:
            found.add(number)
    return found


def changed(chance: random.Random, name: str) -> str:
    """A name as somebody else may write it."""
    words = name.replace(",", "").title().split()
    what = chance.randrange(4)
    if what == 0:
        chance.shuffle(words)
    elif what == 1:
        place = chance.randrange(len(words))
        at = chance.randrange(len(words[place]))
        words[place] = words[place][:at] + chance.choice("aeiourst") + words[place][at:]
    elif what == 2 and len(words) > 2:
        del words[chance.randrange(1, len(words))]
    return " ".join(words)


def test_it_finds_what_a_slow_search_of_all_names_finds(
    index: Index, names: list[tuple[Type, str]]
) -> None:
    chance = random.Random(5)
    subjects = [Subject(changed(chance, name), kind) for kind, name in names]
    fast = [{match.party for match in found} for found in index.search(subjects)]
    wanted = found = 0
    for subject, hits in zip(subjects, fast, strict=True):
        slow = slowly(index, subject, names)
        assert hits <= slow, subject  # nothing that the words do not bear out
        wanted += len(slow)
        found += len(slow & hits)
    assert wanted > COUNT * 0.8
    assert found / wanted > 0.995


def test_every_exact_name_is_found(index: Index, names: list[tuple[Type, str]]) -> None:
    answers = index.search([Subject(name, kind) for kind, name in names])
    for number, matches in enumerate(answers):
        assert number in {match.party for match in matches}, names[number]


def test_very_long_and_strange_names_end_in_bounded_time(index: Index) -> None:
    strange = ["a" * 5_000, "x " * 2_500, "\u0301" * 1_000, "ﷺ" * 500, "..,,--", "王" * 800]
    assert len(index.search([Subject(name) for name in strange])) == len(strange)


def test_an_answer_does_not_hang_on_what_was_asked_before_or_beside(
    folders: Callable[[], Path],
) -> None:
    from tests.match.conftest import Listed

    text = """person | name: Fathi Ahmad Hammad
              person | name: شمس الرحمن
              person | name: Shams al-Rahman"""
    listed = Listed.read(text)
    texts = ("Ahmad Hammad Fath", "فتح احمد", "شمس الرحمن", "Shms Alrhmn", "فتحي احمد")
    asked = [Subject(name) for name in texts]
    alone = [listed.index(folders()).search([one])[0] for one in asked]
    for order in (asked, asked[::-1]):
        index = listed.index(folders())
        said = dict(zip(order, index.search(order), strict=True))
        assert [said[one] for one in asked] == alone
        assert [index.search([one])[0] for one in asked] == alone
