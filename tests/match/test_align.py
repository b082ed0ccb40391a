"""Two names word by word."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from caveat.match.align import INITIAL, LIGHT, Lexicon, TokenPair, align, weigh
from caveat.names.name import read_name
from caveat.names.senses import senses
from caveat.subject import Type

EVEN = Lexicon(lambda word: 1.0, lambda word: frozenset())
KNOWING = Lexicon(lambda word: 1.0, senses)
WORDS = st.lists(st.text("abcdeiknorstuvz", min_size=1, max_size=9), min_size=1, max_size=5).map(
    " ".join
)
KINDS = st.sampled_from(["any", "person", "organization"])


def similarity(
    one: str, other: str, type: Type = "any", listed: Type | None = None, lexicon: Lexicon = EVEN
) -> float:
    """How alike two names are."""
    return align(read_name(one, type), read_name(other, listed or type), lexicon)[0]


def pairs(one: str, other: str, type: Type = "any", lexicon: Lexicon = EVEN) -> list[TokenPair]:
    """Two names word by word."""
    return list(align(read_name(one, type), read_name(other, type), lexicon)[1])


def told(one: str, other: str, type: Type = "any", lexicon: Lexicon = EVEN) -> list[str]:
    """Two names word by word, in short."""
    return [f"{p.subject}>{p.listed} {p.how}" for p in pairs(one, other, type, lexicon)]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Chemezov", "CHEMEZOV", "chemezov>chemezov exact"),
        ("Tchemezov", "Chemezov", "tchemezov>chemezov transliteration"),
        ("Tschemesow", "Chemezov", "tschemesow>chemezov transliteration"),
        ("Чемезов", "Chemezov", "chemezov>chemezov exact"),
        ("Chemesov", "Chemezov", "chemesov>chemezov transliteration"),
        ("Chemexov", "Chemezov", "chemexov>chemezov typo"),
        ("Chmeezov", "Chemezov", "chmeezov>chemezov typo"),
        ("S", "Sergei", "s>sergei initial"),
        ("Bill", "William", "bill>william nickname"),
        ("Rosoboron Export", "Rosoboronexport", "rosoboron export>rosoboronexport glued"),
        ("AvtoVAZ", "Avto VAZ", "avtovaz>avto vaz glued"),
        ("A.P.", "A P", "a>a exact"),
        (
            "IRISL",
            "Islamic Republic of Iran Shipping Lines",
            "irisl>islamic republic iran shipping lines acronym",
        ),
        (
            "Ремстройбанк Стройка",
            "Remstroibank Construction",
            "remstroybank>remstroibank transliteration",
        ),
    ],
)
def test_each_way_in_which_words_are_the_same_has_its_name(one: str, other: str, said: str) -> None:
    assert told(one, other, lexicon=KNOWING)[0] == said


def test_exact_words_in_another_place_are_said_to_be_so() -> None:
    assert told("Sergei Chemezov", "CHEMEZOV, Sergei", "person") == [
        "sergei>sergei exact",
        "chemezov>chemezov order",
    ]


def test_legal_forms_that_agree_are_said_to_be_so() -> None:
    assert told("OAO Kalashnikov", "ОАО Калашников", "organization") == [
        "ao>ao company form",
        "kalashnikov>kalashnikov exact",
    ]


def test_what_only_one_name_has_comes_after_what_it_belongs_to() -> None:
    assert told("Great Sergei Chemezov", "Sergei Viktorovich Chemezov") == [
        "great> extra",
        "sergei>sergei exact",
        "chemezov>chemezov exact",
        ">viktorovich missing",
    ]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("Sergei Chemezov", "Sergey Chemezov"),  # exact, transliteration
        ("Sergey Chemezov", "Sergei Chemexov"),  # transliteration, typo
        ("S. Chemezov", "Chemezov"),  # initial, nothing
        ("Sergei Chemezov", "S. Chemezov"),
        ("Sergei Chemexov", "Sergei Chenexov"),  # one typo, two
    ],
)
def test_the_closer_spelling_is_worth_more(better: str, worse: str) -> None:
    listed = "Sergei Chemezov"
    assert similarity(better, listed, "person") > similarity(worse, listed, "person")


@pytest.mark.parametrize(
    ("one", "other", "type"),
    [
        ("S. V. Chemezov", "Sergei Viktorovich Chemezov", "person"),
        ("S.V. Chemezov", "Sergei Viktorovich Chemezov", "person"),
        ("S.V. Chemezov", "Sergei Viktorovich Chemezov", "any"),
        ("Sergei Chemezov", "CHEMEZOV, Sergei Viktorovich", "person"),
        ("Rosoboron Export", "Rosoboronexport", "organization"),
        ("Rosoboron Export OAO", "JSC Rosoboronexport", "organization"),
        ("Avto VAZ", "AvtoVAZ", "organization"),
        ("ООО Ромашка", "Romashka LLC", "organization"),
        ("Leila Al-Dajani", "Leila N.S. Al-Dajani", "person"),
        ("KRET", "KRET", "organization"),
    ],
)
def test_these_are_the_same_by_any_reasonable_threshold(one: str, other: str, type: Type) -> None:
    assert similarity(one, other, type) >= 0.8 <= similarity(other, one, type)


@pytest.mark.parametrize(
    ("one", "other", "type"),
    [
        ("Rostekh", "JSC RUSTE", "organization"),
        ("Ростех", "JSC RUSTE", "organization"),
        ("John A. Smith", "John B. Smith", "person"),
        ("Sergei Ivanov", "Sergei Petrov", "person"),
        ("Bank of Moscow", "Bank of Minsk", "organization"),
        ("Plant 22", "Plant 23", "organization"),
        ("Star 1", "Star 2", "vessel"),
        ("OAO Alpha", "OAO Omega", "organization"),
        ("Boeing", "Bering", "organization"),
        ("Ivan", "Ivan Ivanov", "person"),
        ("Li Na", "Lina", "person"),
    ],
)
def test_these_are_not_the_same(one: str, other: str, type: Type) -> None:
    assert similarity(one, other, type) < 0.8 > similarity(other, one, type)


def test_two_names_with_one_word_in_common_are_worth_little() -> None:
    rare = Lexicon(lambda word: 1.0 if word == "chemezov" else 0.1, lambda word: frozenset())
    assert similarity("Ivan Chemezov", "Sergei Chemezov", "person", lexicon=rare) < 0.8


def test_numbers_that_differ_tell_sisters_apart() -> None:
    assert similarity("Shipping Line 7", "Shipping Line 8") < 0.8 * similarity(
        "Shipping Line 7", "Shipping Line"
    )


def test_a_rare_word_says_more_than_a_common_one() -> None:
    rarity = Lexicon(
        lambda word: 0.2 if word in ("trading", "company") else 1.0, lambda word: frozenset()
    )
    rare = similarity("Kalashnikov Trading Export", "Kalashnikov Trading", lexicon=rarity)
    common = similarity("Kalashnikov Export Trading", "Kalashnikov Export", lexicon=rarity)
    assert common > rare


def test_a_word_weighs_by_what_it_is() -> None:
    half = Lexicon(lambda word: 0.9, lambda word: frozenset())
    company = read_name("OAO Rostec X", "organization")
    assert [weigh(company, place, half) for place in range(3)] == [LIGHT, 0.9, 0.9]
    person = read_name("Sergei X", "person")
    assert [weigh(person, place, half) for place in range(2)] == [0.9, INITIAL]


def test_names_that_are_too_little_alike_are_told_without_their_words() -> None:
    found, said = align(read_name("Sergei"), read_name("Vladimir"), EVEN, 0.5)
    assert (found, said) == (0.0, ())


@pytest.mark.parametrize(
    ("one", "other"),
    [("", ""), ("", "Rostec"), ("!!!", "Rostec"), ("!!!", "!!!"), ("\u200b", "Rostec")],
)
def test_a_name_without_words_is_like_nothing(one: str, other: str) -> None:
    assert similarity(one, other) == 0.0


@given(WORDS, KINDS)
def test_every_name_is_like_itself(name: str, type: Type) -> None:
    assert similarity(name, name, type) == pytest.approx(1.0)


@given(WORDS, WORDS, KINDS, KINDS)
def test_it_does_not_matter_which_name_comes_first(
    one: str, other: str, type: Type, listed: Type
) -> None:
    here = similarity(one, other, type, listed)
    assert 0.0 <= here <= 1.0
    assert here == pytest.approx(similarity(other, one, listed, type))


@given(WORDS, WORDS)
def test_the_pairs_are_the_words_of_both_names_each_once(one: str, other: str) -> None:
    other = f"{one} {other}"  # names with nothing in common are told without their words
    said = pairs(one, other)
    assert " ".join(pair.subject for pair in said if pair.subject).split() == list(
        read_name(one).tokens
    )
    theirs = " ".join(pair.listed for pair in said if pair.listed).split()
    assert sorted(theirs) == sorted(read_name(other).tokens)


@given(WORDS, WORDS, st.data())
def test_the_order_of_single_words_says_nothing(one: str, other: str, data: st.DataObject) -> None:
    turned = " ".join(data.draw(st.permutations(one.split())))
    said = [*pairs(one, other, "vessel"), *pairs(turned, other, "vessel")]
    assume(not any(pair.how == "glued" for pair in said))  # neighbours are written as one
    here, there = similarity(one, other, "vessel"), similarity(turned, other, "vessel")
    assert here == pytest.approx(there)
