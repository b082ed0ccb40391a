"""A name as it is compared: its words, how they sound, and which of them say little."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.names.name import MOST_WORDS, Name, read_name
from caveat.names.script import sound
from caveat.subject import TYPES, Type


def heavy(name: Name) -> tuple[str, ...]:
    """The words that tell something."""
    return tuple(word for word, light in zip(name.tokens, name.light, strict=True) if not light)


def test_a_name_is_its_words_in_their_order() -> None:
    name = read_name("CHEMEZOV, Sergei Viktorovich", "person")
    assert name.tokens == ("chemezov", "sergei", "viktorovich")
    assert name.sounds == tuple(map(sound, name.tokens))
    assert name.light == (False, False, False)
    assert name.person


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("OAO Kalashnikov", "ao"),
        ("JSC Kalashnikov", "jsc"),
        ("Joint Stock Company Kalashnikov", "jsc"),
        ("Joint-Stock Company Kalashnikov", "jsc"),
        ("О.А.О. «Калашников»", "ao"),
        ("ОАО «Калашников»", "ao"),
        ("ООО Калашников", "ooo"),
        ("О.О.О. Калашников", "ooo"),
        ("Kalashnikov GmbH", "gmbh"),
        ("Kalashnikov G.m.b.H.", "gmbh"),
        ("Kalashnikov L.L.C.", "llc"),
        ("Limited Liability Company Kalashnikov", "llc"),
        ("P.J.S.C. Kalashnikov", "pjsc"),
        ("Kalashnikov S.A.", "sa"),
        ("Kalashnikov S.A. de C.V.", "sacv"),
        ("Jоint Stосk Соmраny Kalashnikov", "jsc"),  # with Cyrillic look-alikes
    ],
)
@pytest.mark.parametrize("type", ["any", "organization"])
def test_legal_forms_have_one_spelling_and_say_little(written: str, form: str, type: Type) -> None:
    name = read_name(written, type)
    assert heavy(name) == ("kalashnikov",)
    assert form in name.tokens


@pytest.mark.parametrize("written", ["Limited", "OAO", "Company", "The", "Mr"])
@pytest.mark.parametrize("type", TYPES)
def test_a_name_of_nothing_else_keeps_its_words(written: str, type: Type) -> None:
    name = read_name(written, type)
    assert heavy(name) == name.tokens
    assert len(name.tokens) == 1


@pytest.mark.parametrize(
    "written", ["Mr. Sergei Chemezov", "Dr Prof. Sergei Chemezov", "ＭＲ. Sergei Chemezov"]
)
def test_a_person_is_called_without_titles(written: str) -> None:
    assert read_name(written, "person").tokens == ("sergei", "chemezov")


@pytest.mark.parametrize(
    ("written", "telling"),
    [
        ("Osama bin Laden", ("osama", "laden")),
        ("Sheikh Abd al-Rahman", ("rahman",)),
        ("Ludwig van Beethoven", ("ludwig", "beethoven")),
        ("Bank of the Orient", ("bank", "orient")),
    ],
)
def test_particles_and_titles_say_little(written: str, telling: tuple[str, ...]) -> None:
    assert heavy(read_name(written)) == telling


def test_a_person_has_no_legal_form() -> None:
    assert heavy(read_name("An Ao", "person")) == ("an", "ao")


@pytest.mark.parametrize(
    ("type", "tokens"),
    [
        ("person", ("s", "v", "chemezov")),
        ("any", ("s", "v", "chemezov")),
        ("organization", ("sv", "chemezov")),
    ],
)
def test_dotted_letters_are_a_persons_initials(type: Type, tokens: tuple[str, ...]) -> None:
    assert read_name("S.V. Chemezov", type).tokens == tokens


@pytest.mark.parametrize("type", ["any", "organization"])
def test_dotted_letters_are_a_companys_abbreviation(type: Type) -> None:
    assert heavy(read_name("D.G.I. Trading S.A.", type)) == ("dgi", "trading")


def test_a_ship_keeps_every_word() -> None:
    assert read_name("SA Explorer", "vessel").light == (False, False)


@pytest.mark.parametrize("quoted", ['"Rostec"', "«Ростек»", "“Rostec”", "„Rostec“"])
def test_quotation_marks_say_nothing(quoted: str) -> None:
    assert heavy(read_name(f"OAO {quoted}", "organization")) in (("rostec",), ("rostek",))


def test_of_a_long_text_only_the_beginning_is_read() -> None:
    words = [f"w{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(300)]
    assert read_name(" ".join(words)).tokens == tuple(words[:MOST_WORDS])


def test_a_name_can_be_a_key_and_does_not_change() -> None:
    name = read_name("Sergei Chemezov")
    assert {name: 1}[read_name("SERGEI chemezov")] == 1
    with pytest.raises(AttributeError):
        name.person = True  # type: ignore[misc]


@given(st.text(max_size=80), st.sampled_from(TYPES))
def test_every_text_can_be_read(text: str, type: Type) -> None:
    name = read_name(text, type)
    assert len(name.tokens) == len(name.sounds) == len(name.light)
    assert name.person == (type == "person")
    assert not name.tokens or heavy(name)


@given(st.text(max_size=60), st.sampled_from(TYPES))
def test_space_around_a_name_says_nothing(text: str, type: Type) -> None:
    assert read_name(f" \t{text}\n ", type) == read_name(text, type)


@pytest.mark.parametrize("type", TYPES)
@pytest.mark.parametrize(
    "piece", ["x", "x ", "a.", "習", "joint stock company ", "mr. ", "O'", "-"]
)
def test_a_long_text_takes_no_long_time(piece: str, type: Type) -> None:
    begin = time.process_time()
    assert len(read_name(piece * (5000 // len(piece)), type).tokens) <= MOST_WORDS
    assert time.process_time() - begin < 3
