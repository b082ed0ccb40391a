"""Each family does what it says, and the same seed does it again."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from caveat.subject import Type
from caveat.validation import further, spellings
from caveat.validation.changes import LENGTH
from caveat.validation.families import FAMILIES
from caveat.validation.plain import folded
from caveat.validation.spellings import INVISIBLE

WORDS = st.sampled_from(
    "Sergei Viktorovich Chemezov Mohammed Al-Harbi Concern Kalashnikov Bank Rossiya LLC Limited "
    "Сергей Чемезов Концерн محمد Trading Company Alexander IVANOV Zhang Jianping International "
    "of and Ministry Joint Stock".split()
)
NAMES = st.lists(WORDS, min_size=1, max_size=6)
PEOPLE = st.lists(
    st.sampled_from("Sergei Viktorovich Chemezov Alexander IVANOV Сергей Чемезов".split()),
    min_size=3,
    max_size=4,
)
TYPES = st.sampled_from(("person", "organization", "vessel", "aircraft", "any"))
KNOWN = {family.name: family for family in (*FAMILIES, *(one for one, _ in further.FURTHER))}


def changed(family: str, seed: int, words: list[str], type: Type = "person") -> str:
    other = KNOWN[family].change(random.Random(seed), list(words), type)
    assume(other is not None)
    assert other is not None
    return other


@given(st.sampled_from(sorted(KNOWN)), st.integers(0, 9), NAMES, TYPES)
def test_the_same_chance_gives_the_same_change_and_no_name_is_empty(
    family: str, seed: int, words: list[str], type: Type
) -> None:
    before = list(words)
    one, other = (KNOWN[family].change(random.Random(seed), words, type) for _ in range(2))
    assert one == other
    assert one is None or one.strip()
    assert words == before


@pytest.mark.parametrize("family", ["exact", "case", "order", "type not said"])
@given(seed=st.integers(0, 9), words=NAMES)
def test_the_same_words_stay_the_same_words(family: str, seed: int, words: list[str]) -> None:
    assert folded(changed(family, seed, words)) == folded(" ".join(words))


@given(st.integers(0, 9), NAMES)
def test_what_does_not_show_is_all_that_is_added(seed: int, words: list[str]) -> None:
    other = changed("zero width", seed, words)
    assert other != " ".join(words)
    assert re.sub(f"[{''.join(INVISIBLE)}]", "", other) == " ".join(words)


@given(st.integers(0, 9), NAMES)
def test_a_typo_is_one_step_and_two_typos_are_two(seed: int, words: list[str]) -> None:
    assert OSA.distance(changed("one typo", seed, words).lower(), " ".join(words).lower()) == 1
    assert OSA.distance(changed("two typos", seed, words).lower(), " ".join(words).lower()) <= 2


@given(st.integers(0, 9), NAMES)
def test_letters_are_doubled_words_glued_and_split(seed: int, words: list[str]) -> None:
    name = " ".join(words)
    assert len(changed("letter doubled", seed, words)) == len(name) + 1
    assert changed("words glued", seed, words).replace(" ", "") == name.replace(" ", "")


@given(st.integers(0, 9), NAMES)
def test_a_split_word_has_all_its_letters(seed: int, words: list[str]) -> None:
    other = changed("word split", seed, words)
    assert other.replace(" ", "") == "".join(words) and other.count(" ") == len(words)


@given(st.integers(0, 9), st.lists(WORDS, min_size=6, max_size=9))
def test_a_cut_name_is_the_beginning_of_the_name(seed: int, words: list[str]) -> None:
    other = changed("cut at 35", seed, words, "organization")
    assert " ".join(words).startswith(other) and len(other) == LENGTH


@given(st.integers(0, 9), NAMES)
def test_look_alikes_look_alike(seed: int, words: list[str]) -> None:
    other, twins = changed("look-alikes", seed, words), spellings.LOOK_ALIKE
    back = {twin: letter for letter, twin in twins.items()}
    for new, old in zip(other, " ".join(words), strict=True):
        assert new == old or twins.get(old) == new or back.get(old) == new


@given(st.integers(0, 9), PEOPLE)
def test_initials_leave_one_whole_name(seed: int, words: list[str]) -> None:
    other = changed("all initials", seed, words).split()
    assert sum(len(word) > 2 for word in other) == 1 and len(other) == len(words)


@pytest.mark.parametrize(
    ("family", "name", "type", "wanted"),
    [
        ("acronym", "Concern Radio-Electronic Technologies", "organization", "CRT"),
        ("abbreviated", "National Development Institute", "organization", "Natl Dev Inst"),
        ("legal form in short", "Kalashnikov Joint Stock Company", "organization",
         "Kalashnikov JSC"),
        ("legal form translated", "Kalashnikov JSC", "organization", "Kalashnikov AO"),
        ("Wade-Giles for pinyin", "Zhang Jianping", "person", "Chang Chien-p’ing"),
        ("romanised, French", "Владимир Путин", "person", "Vladimir Poutine"),
    ],
)  # fmt: skip
def test_true_names_as_others_write_them(family: str, name: str, type: Type, wanted: str) -> None:
    assert KNOWN[family].change(random.Random(0), name.split(), type) == wanted


def test_no_person_has_a_legal_form() -> None:
    for family in ("legal form in full", "legal form left out", "acronym", "abbreviated"):
        words = "Sergei Limited Company Institute".split()
        assert KNOWN[family].change(random.Random(0), words, "person") is None
