"""Two subjects against each other: `caveat.compare`."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from caveat import compare
from caveat.match.compare import Comparison
from caveat.match.score import DEFAULT_THRESHOLD, score
from caveat.names.script import words
from caveat.subject import TYPES, Subject, Type

CHEMEZOV = Subject(
    "Sergei Viktorovich Chemezov",
    "person",
    birth_date="1952-08-20",
    gender="male",
    countries=("ru",),
    identifiers=("771234567890",),
    addresses=("21 Gogolevsky Blvd, Moscow",),
)
NAMES = st.lists(
    st.sampled_from(
        "Sergei Sergey Сергей Viktorovich Chemezov Чемезов Tchemezov Ivanov Rostec Ростех Export "
        "Rosoboron Rosoboronexport Bank Банк Al-Rahman محمد 习近平 김정은 Γεώργιος გიორგი S. V. 22 "
        "Müller O’Brien bin of The".split()
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
TYPE = st.sampled_from(TYPES)


def worth(one: str, other: str, type: Type = "any") -> float:
    """How alike two names are."""
    return compare(Subject(one, type), Subject(other, type)).score


@pytest.mark.parametrize(
    "written",
    [
        "Sergei Viktorovich Chemezov",
        "SERGEI VIKTOROVICH CHEMEZOV",
        "CHEMEZOV, Sergei Viktorovich",
        "Chemezov Sergei Viktorovich",
        "Чемезов Сергей Викторович",
        "Сергей Викторович Чемезов",
        "Sergey Viktorovitch Tchemezov",
        "Sergej Wiktorowitsch Tschemesow",
        "S. V. Chemezov",
        "S.V. Chemezov",
        "Chemezov S.V.",
        "Чемезов С. В.",
        "Sergei Chemezov",
        "Mr. Sergei Chemezov",
        "Sergei Viktorovich Chemesov",
        "Sergei  Viktorovich\tChemezov.",
        "Sеrgеi Viktоrоviсh Сhеmеzоv",
        "Sergei\u200b Viktorovich Che\u00admezov",
    ],
)
@pytest.mark.parametrize("type", ["any", "person"])
def test_he_is_found_however_he_is_written(written: str, type: Type) -> None:
    assert compare(Subject(written, type), CHEMEZOV).score >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    "written",
    ["Sergei", "Viktorovich", "Chemezov Bank", "Sergei Viktorovich Ivanov", "Victor Chernomyrdin"],
)
def test_others_are_not_he(written: str) -> None:
    assert compare(Subject(written), CHEMEZOV).score < DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    "name",
    [
        "محمد بن سلمان آل سعود",
        "习近平",
        "김정은",
        "Γεώργιος Παπαδόπουλος",
        "გიორგი მარგველაშვილი",
        "नरेन्द्र मोदी",
        "ភ្នំពេញ",
        "Чемезов Сергей",
        "安倍 晋三",
        "ガザ",
        "שָׁלוֹם",
        "Đặng Văn Lâm",
        "S. V.",
        "22",
    ],
)
@pytest.mark.parametrize("type", TYPES)
def test_a_name_in_any_script_is_itself(name: str, type: Type) -> None:
    assert worth(name, name, type) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("习近平", "Xi Jinping"),
        ("ЧЕМЕЗОВ", "Chemezov"),
        ("김정은", "Gim Jeong Eun"),
        ("ガザ", "Gaza"),
    ],
)
def test_a_name_is_its_transliteration(one: str, other: str) -> None:
    assert worth(one, other) >= DEFAULT_THRESHOLD


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("OAO Kalashnikov", "ОАО «Калашников»"),
        ("OAO Kalashnikov", "JSC Kalashnikov"),
        ("ООО Ромашка", "Romashka LLC"),
        ("Kalashnikov GmbH", "Kalashnikov"),
        ("Rosoboron Export", "Rosoboronexport"),
        ("Rosoboron Export OAO", "JSC Rosoboronexport"),
        ("Avto VAZ", "AvtoVAZ"),
        ("KRET", "K.R.E.T."),
        ("A.P. Moller", "AP Moller"),
    ],
)
@pytest.mark.parametrize("type", ["any", "organization"])
def test_a_company_is_found_with_another_form_or_spacing(one: str, other: str, type: Type) -> None:
    assert worth(one, other, type) >= DEFAULT_THRESHOLD <= worth(other, one, type)


@pytest.mark.parametrize("other", ["JSC RUSTE", "Rosneft", "Rostelecom", "Rosatom"])
@pytest.mark.parametrize("name", ["Rostekh", "Ростех"])
def test_rostec_is_none_of_its_neighbours(name: str, other: str) -> None:
    assert worth(name, other, "organization") < DEFAULT_THRESHOLD


def test_a_nickname_is_known() -> None:
    found = compare(Subject("Bill Gates", "person"), Subject("William Gates", "person"))
    assert found.score >= DEFAULT_THRESHOLD
    assert [pair.how for pair in found.evidence[0].tokens] == ["nickname", "exact"]


def test_any_name_of_either_will_do() -> None:
    one = Subject("Rostec", aliases=("Russian Technologies",))
    other = Subject("Ростех", aliases=("RUSSIAN TECHNOLOGIES",))
    found = compare(one, other)
    assert found.score == pytest.approx(1.0)
    assert found.evidence[0].subject == "Russian Technologies"


def test_everything_known_is_compared_and_shown() -> None:
    found = compare(CHEMEZOV, CHEMEZOV)
    assert [piece.kind for piece in found.evidence] == [
        "name",
        "identifier",
        "birth date",
        "country",
        "gender",
        "address",
    ]
    assert found.score == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth_date", "1961-03-02"),
        ("countries", ("Turkey",)),
        ("gender", "female"),
        ("type", "vessel"),
    ],
)
def test_a_contradiction_lowers_the_score(field: str, value: object) -> None:
    listed = replace(CHEMEZOV, identifiers=(), addresses=())
    before = compare(listed, listed)
    after = compare(replace(listed, **{field: value}), listed)  # type: ignore[arg-type]
    assert after.score < before.score
    assert "against" in {piece.verdict for piece in after.evidence}


def test_subjects_are_compared_by_identifiers_alone() -> None:
    one, other = Subject(identifiers=("771234567890",)), Subject(identifiers=("77-1234-567890",))
    assert compare(one, other).score > DEFAULT_THRESHOLD
    assert compare(one, Subject(identifiers=("771234567891",))) == Comparison(0.0, ())


@given(NAMES, NAMES, TYPE, TYPE)
def test_names_may_come_either_way_round(one: str, other: str, type: Type, listed: Type) -> None:
    here = compare(Subject(one, type), Subject(other, listed)).score
    there = compare(Subject(other, listed), Subject(one, type)).score
    assert here == pytest.approx(there)
    assert 0.0 <= here <= 1.0


@given(st.text(min_size=1, max_size=60), TYPE)
def test_everything_with_a_word_in_it_is_itself(name: str, type: Type) -> None:
    assume(words(name))
    assert worth(name, name, type) == pytest.approx(1.0)


@given(NAMES, NAMES, TYPE)
def test_case_says_nothing(one: str, other: str, type: Type) -> None:
    assert worth(one.upper(), other, type) == pytest.approx(worth(one, other.lower(), type))


@given(NAMES, NAMES, TYPE)
def test_the_form_of_unicode_says_nothing(one: str, other: str, type: Type) -> None:
    composed, apart = (unicodedata.normalize(form, one) for form in ("NFC", "NFD"))
    assert worth(composed, other, type) == worth(apart, other, type)


@given(NAMES, NAMES, st.sampled_from([", ", " - ", "\t", "\u00a0", " / ", "   "]))
def test_what_stands_between_words_says_nothing(one: str, other: str, between: str) -> None:
    spread = one.replace(" ", between)
    assert worth(f" {spread} ", other, "person") == pytest.approx(worth(one, other, "person"))


@given(st.lists(st.text("abdeiknorstuvz", min_size=2), min_size=1, max_size=5), st.data())
def test_a_name_in_another_order_is_the_same(parts: list[str], data: st.DataObject) -> None:
    turned = data.draw(st.permutations(parts))
    assert worth(" ".join(turned), " ".join(parts), "vessel") == pytest.approx(1.0)


SUBJECTS = st.builds(
    Subject,
    NAMES,
    TYPE,
    birth_date=st.sampled_from([None, "1952", "1952-08-20", "1961-03-02"]),
    gender=st.sampled_from([None, "male", "female"]),
    countries=st.sampled_from([(), ("ru",), ("Turkey", "Russia")]),
    identifiers=st.sampled_from([(), ("771234567890",), ("9187629", "IMO 1234567")]),
    addresses=st.sampled_from([(), ("21 Gogolevsky Blvd, Moscow",), ("Moscow",)]),
)


@given(SUBJECTS, SUBJECTS)
def test_the_score_is_computed_from_the_evidence_that_is_shown(
    one: Subject, other: Subject
) -> None:
    found = compare(one, other)
    assert found.score == score(found.evidence)
    for place, piece in enumerate(found.evidence):
        without = score(found.evidence[:place] + found.evidence[place + 1 :])
        if piece.verdict == "against":
            assert without >= found.score
        elif piece.verdict == "for":
            assert without <= found.score
        else:
            assert without == found.score


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), TYPE)
def test_nothing_that_can_be_written_is_too_much(one: str, other: str, type: Type) -> None:
    found = compare(
        Subject(one, type, identifiers=("x",), addresses=(other,), countries=(other,)),
        Subject(other, "any", identifiers=(other,), addresses=(one,), countries=(one,)),
    )
    assert 0.0 <= found.score <= 1.0


@pytest.mark.parametrize(
    "piece", ["x", "x ", "ab ", "a.", "習", "Иванов ", "محمد ", "joint stock ", "mr. ", "-", "김"]
)
@pytest.mark.parametrize("type", ["any", "person", "organization"])
def test_a_long_text_takes_no_long_time(piece: str, type: Type) -> None:
    long = Subject((piece * 5000)[:5000], type)
    begin = time.process_time()
    assert compare(long, CHEMEZOV).score < DEFAULT_THRESHOLD
    assert 0.0 <= compare(long, long).score <= 1.0
    assert time.process_time() - begin < 3


def test_many_different_words_take_no_long_time() -> None:
    long = Subject(" ".join(f"{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}xyz" for n in range(830)))
    begin = time.process_time()
    assert compare(long, long).score == pytest.approx(1.0)
    assert time.process_time() - begin < 3
