"""Kept names held against some parties: nobody is missed whom a search would find."""

from __future__ import annotations

import random

import numpy as np
import pytest
from tests.screening.conftest import TODAY

from caveat.match.facts import KINDS
from caveat.match.index import Index
from caveat.match.sift import Kept, Sieve, keep
from caveat.screening.library import Library
from caveat.sources import registry, starter
from caveat.subject import Subject


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    opened = Library.open(tmp_path_factory.mktemp("sift") / "library", today=TODAY)
    opened.bring(registry.get("starter"), [starter.bundled()])
    opened.build()
    return opened.index


def _near(text: str, dice: random.Random) -> str:
    """A name as somebody else might write it."""
    words, way = text.split(), dice.random()
    if way < 0.3:
        return " ".join(reversed(words))
    if way < 0.6:
        place = dice.randrange(len(text))
        return text[:place] + text[place + 1 :] or text
    if way < 0.7:
        return f"payment to {text} invoice 15 of March"
    return text[:35] if way < 0.8 else text


def _subjects(index: Index, dice: random.Random) -> list[Subject]:
    found = []
    for fact in range(len(index.kinds)):
        kind, value = KINDS[index.kinds[fact]], index.value(fact)
        if kind in ("name", "alias", "weak_alias", "former_name"):
            born = "1952" if dice.random() < 0.3 else None
            found.append(Subject(_near(value, dice), birth_date=born))
        elif kind == "identifier":
            found.append(Subject("Nobody Atall", identifiers=(value,)))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_whoever_a_search_finds_the_sieve_meets(index: Index, seed: int) -> None:
    dice = random.Random(seed)
    subjects = _subjects(index, dice)
    parties = np.array([dice.random() < 0.2 for _ in range(len(index.starts) - 1)])
    chosen = parties[index.party_of(np.arange(len(index.kinds)))]
    kept = Kept.unpacked(keep(enumerate(subjects), 0.8).packed())
    met = set(Sieve(index, chosen, np.zeros(len(index.rows.words), np.bool_)).met(kept).tolist())
    found = index.search(subjects, limit=100, threshold=0.8)
    wanted = {
        place
        for place, matches in enumerate(found)
        if any(parties[match.party] for match in matches)
    }
    assert wanted and wanted <= met
    assert len(met) < len(subjects) / 2


def test_nothing_kept_and_nothing_chosen_meet_nobody(index: Index) -> None:
    nobody = Kept.unpacked(keep([], 0.8).packed())
    every = np.ones(len(index.kinds), np.bool_)
    fresh = np.ones(len(index.rows.words), np.bool_)
    assert not len(Sieve(index, every, fresh).met(nobody))
    some = keep([(7, Subject("Sergei Chemezov"))], 0.8)
    assert not len(Sieve(index, ~every, ~fresh).met(some))
    assert Sieve(index, every, fresh).met(some).tolist() == [7]
