"""What speaks for and against, one piece at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caveat.match import evidence as say
from caveat.match.align import Lexicon, align
from caveat.match.evidence import Evidence, Known
from caveat.names.name import read_name
from caveat.subject import TYPES, Subject, Type

EVEN = Lexicon(lambda word: 1.0, lambda word: frozenset())
DATES = st.one_of(
    st.dates().map(str), st.dates().map(lambda day: str(day)[:7]), st.dates().map(str)
)


def born(subject: str | None, *listed: str) -> Evidence | None:
    """The evidence of a birth date."""
    known = list(enumerate(listed))
    return say.by_birth_date(Subject("Sergei Chemezov", birth_date=subject), known)


def weight(found: Evidence | None) -> float:
    """What evidence weighs, where there is some."""
    assert found is not None
    return found.weight


@pytest.mark.parametrize(
    ("subject", "listed", "worth"),
    [
        ("1952-08-20", "1952-08-20", say.BIRTH_DAY),
        ("1952", "1952-08-20", say.BIRTH_YEAR),
        ("1952-08-20", "1952", say.BIRTH_YEAR),
        ("1952-08", "1952-08-20", say.BIRTH_YEAR),
        ("1952", "1952", say.BIRTH_YEAR),
        ("1952-08-10", "1952-10-08", say.BIRTH_NEAR),  # day and month swapped
        ("1952-08-20", "1952-08-21", say.BIRTH_NEAR),  # one digit off
        ("1942-08-20", "1952-08-20", say.BIRTH_NEAR),
        ("1953-01-04", "1952", say.BIRTH_NEAR),  # a year off a mere year
        ("1952-08-20", "1961-03-02", say.BIRTH_OTHER),
        ("1952", "1961", say.BIRTH_OTHER),
        ("1952-08-20", "1952-03-02", say.BIRTH_OTHER),
        ("1952-08", "1952-09-20", say.BIRTH_OTHER),
    ],
)
def test_a_birth_date_speaks_as_far_as_it_is_known(subject: str, listed: str, worth: float) -> None:
    found = born(subject, listed)
    assert weight(found) == worth
    assert found == Evidence(
        "birth date", "for" if worth > 0 else "against", worth, subject, listed, 0
    )


def test_a_day_says_more_than_a_year_and_a_slip_is_better_than_another_year() -> None:
    assert say.BIRTH_DAY > say.BIRTH_YEAR > 0 > say.BIRTH_NEAR > say.BIRTH_OTHER


def test_the_best_of_several_birth_dates_counts() -> None:
    found = born("1952-08-20", "1961", "1952-08-20", "1952")
    assert (weight(found), found.fact if found else None) == (say.BIRTH_DAY, 1)


@pytest.mark.parametrize(("subject", "listed"), [(None, ["1952"]), ("1952", []), ("1952", ["x"])])
def test_no_birth_date_says_nothing(subject: str | None, listed: list[str]) -> None:
    assert born(subject, *listed) is None


def test_an_unreadable_listed_date_does_not_hide_the_others() -> None:
    assert weight(born("1952", "circa 1950", "1952")) == say.BIRTH_YEAR


@given(DATES, DATES)
def test_two_dates_speak_the_same_way_round_or_not_at_all(one: str, other: str) -> None:
    if len(one) == len(other):
        assert weight(born(one, other)) == weight(born(other, one))


@pytest.mark.parametrize("written", ["7703695246", "77-0369-5246", " 7703 695246 "])
def test_the_same_identifier_is_strong_however_it_is_written(written: str) -> None:
    subject = Subject(identifiers=("other 999999", written))
    found = say.by_identifier(subject, [(4, "1234567"), (5, "7703695246")])
    assert found == Evidence("identifier", "for", say.IDENTIFIER, written, "7703695246", 5)


@pytest.mark.parametrize("written", ["7703695247", "N/A", "12"])
def test_another_identifier_says_nothing_since_people_have_many(written: str) -> None:
    assert say.by_identifier(Subject(identifiers=(written,)), [(0, "7703695246")]) is None
    assert say.by_identifier(Subject(identifiers=(written,)), [(0, "N/A"), (1, "34")]) is None


def test_a_country_in_common_speaks_for() -> None:
    found = say.by_country(Subject("X", countries=("Turkey", "Russia")), [(7, "ir"), (8, "ru")])
    assert found == Evidence("country", "for", say.COUNTRY_SAME, "Russia", "ru", 8)


def test_no_country_in_common_speaks_a_little_against() -> None:
    found = say.by_country(Subject("X", countries=("Turkey",)), [(7, "ir"), (8, "ru"), (9, "ir")])
    assert found == Evidence("country", "against", say.COUNTRY_OTHER, "Turkey", "ir, ru", 7)


@pytest.mark.parametrize(
    ("countries", "known"), [((), [(0, "ru")]), (("Russia",), []), (("", " "), [(0, "ru")])]
)
def test_no_country_says_nothing(countries: tuple[str, ...], known: Known) -> None:
    assert say.by_country(Subject("X", countries=countries), known) is None


def test_the_same_gender_is_told_but_says_nothing() -> None:
    found = say.by_gender(Subject("X", gender="male"), [(1, "male")])
    assert found == Evidence("gender", "neutral", 0.0, "male", "male", 1)


def test_another_gender_speaks_against() -> None:
    found = say.by_gender(Subject("X", gender="female"), [(1, "male")])
    assert found == Evidence("gender", "against", say.GENDER_OTHER, "female", "male", 1)


@pytest.mark.parametrize(("gender", "known"), [(None, [(0, "male")]), ("male", [(0, "unknown")])])
def test_no_gender_says_nothing(gender: str | None, known: Known) -> None:
    assert say.by_gender(Subject("X", gender=gender), known) is None


@pytest.mark.parametrize("type", TYPES)
@pytest.mark.parametrize("listed", TYPES)
def test_only_another_type_says_something(type: Type, listed: Type) -> None:
    found = say.by_type(Subject("X", type), listed)
    if "any" in (type, listed) or type == listed:
        assert found is None
    elif {type, listed} == {"person", "organization"}:
        assert found == Evidence("type", "against", say.FIELD_OTHER, type, listed)
    else:
        assert found == Evidence("type", "against", say.TYPE_OTHER, type, listed)


def test_a_company_by_its_legal_form_is_no_person_in_the_wrong_field() -> None:
    assert weight(say.by_type(Subject("Meyer AG", "organization"), "person")) == say.TYPE_OTHER
    assert weight(say.by_type(Subject("Meyer AG", "person"), "organization")) == say.FIELD_OTHER


def test_another_identifier_of_the_same_kind_speaks_against() -> None:
    other = say.by_identifier(Subject(identifiers=("9187629",)), [(3, "IMO 9074729")])
    assert (other.verdict, weight(other)) == ("against", say.IDENTIFIER_OTHER)  # type: ignore[union-attr]
    slip = say.by_identifier(Subject(identifiers=("9187628",)), [(3, "IMO 9187629")])
    assert slip is None


@pytest.mark.parametrize(
    ("written", "listed", "share"),
    [
        ("21 Gogolevsky Blvd, Moscow", "21 Gogolevsky Blvd., Moscow 119991, Russia", 1.0),
        ("21 Gogolevsky Blvd, Moscow", "Moscow, 21 Gogolevsky Blvd", 1.0),
        ("21 Gogolevsky Blvd, Minsk", "21 Gogolevsky Blvd, Moscow", 0.75),
    ],
)
def test_an_address_speaks_for_as_far_as_it_agrees(written: str, listed: str, share: float) -> None:
    found = say.by_address(Subject("X", addresses=(written,)), [(3, "Nowhere"), (4, listed)])
    assert found is not None
    assert (found.subject, found.listed, found.fact) == (written, listed, 4)
    assert found.weight == pytest.approx(say.ADDRESS_SAME * share)


@pytest.mark.parametrize("written", ["Moscow", "Moscow, Russia", "5 Main St, London", ""])
def test_a_town_alone_says_nothing(written: str) -> None:
    listed = "21 Gogolevsky Blvd, Moscow, Russia"
    assert say.by_address(Subject("X", addresses=(written,)), [(0, listed)]) is None


def test_a_name_is_worth_what_it_is_alike() -> None:
    one, other = read_name("Sergey Chemezov"), read_name("Sergei CHEMEZOV")
    found = say.by_name("Sergey Chemezov", one, "Sergei CHEMEZOV", other, 9, EVEN)
    assert (found.kind, found.verdict, found.fact) == ("name", "for", 9)
    assert (found.subject, found.listed) == ("Sergey Chemezov", "Sergei CHEMEZOV")
    assert found.weight == align(one, other, EVEN)[0]
    assert [pair.how for pair in found.tokens] == ["transliteration", "exact"]


def test_a_persons_weak_alias_counts_for_less_than_a_companys() -> None:
    person, company = (say.by_weak_alias("X", 2, type) for type in ("person", "organization"))
    assert person == Evidence("weak alias", "against", say.WEAK_ALIAS, "", "X", 2)
    assert company == Evidence("weak alias", "against", say.WEAK_SHORT, "", "X", 2)
    assert person.weight < company.weight < 0
