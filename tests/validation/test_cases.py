"""Cases are true names, each with those who must be found; chance is the seed's."""

from __future__ import annotations

from collections import Counter

import pytest

from caveat.validation import clean, particulars, texts
from caveat.validation.cases import LEAST, Lists, cases, stratum
from caveat.validation.listed import Listed, Name
from caveat.validation.plain import folded, latin


def test_the_same_seed_draws_the_same_cases_and_another_one_others(lists: Lists) -> None:
    first, again, other = (list(cases(lists, 20, seed)) for seed in (3, 3, 4))
    assert first == again and first != other
    assert texts.cases(lists, 9, 3) == texts.cases(lists, 9, 3)


def test_every_script_on_the_list_is_asked_for(lists: Lists) -> None:
    (exact,) = (one for one in cases(lists, 40, 3) if one.family == "exact")
    scripts = Counter(case.group[1] for case in exact.cases)
    on_list = {stratum(name)[1] for name in lists.names}
    assert set(scripts) == on_list >= {"Latin", "Cyrillic", "Arabic", "Han", "Hangul", "Myanmar"}
    assert all(scripts[script] >= 1 for script in on_list)


def test_nobody_is_asked_about_twice_before_all_others_once(lists: Lists) -> None:
    (exact,) = (one for one in cases(lists, 10_000, 3) if one.family == "exact")
    seen: Counter[int] = Counter()
    late = exact.cases[len({case.group for case in exact.cases}) * LEAST :]
    for case in late[:20]:
        seen[case.cluster] += 1
    assert max(seen.values()) == 1


def test_every_case_has_somebody_who_must_be_found(lists: Lists) -> None:
    for one in cases(lists, 30, 3):
        for case in one.cases:
            assert case.truth <= lists.parties.keys() and case.truth
            if case.subject.name and case.part in ("exact", "fuzzy"):
                known = lists.bearers.get(folded(case.subject.name))
                assert known is None or known & case.truth


def party(id: str, *names: str, numbers: tuple[str, ...] = (), born: str = "") -> Listed:
    found = Listed(id, "person", "un-sc")
    found.names += [Name(id, "person", "name", name, "un-sc") for name in names]
    found.identifiers |= {("passportNumber", number) for number in numbers}
    found.births |= {born} if born else set()
    return found


def test_a_change_into_another_partys_name_is_counted_and_no_case() -> None:
    lists = Lists({
        "a": party("a", "Ivan Petrovich Sidorov"), "b": party("b", "Ivan Sidorov"),
        "c": party("c", "Ivan Sidorov Petrovich"),
    })  # fmt: skip
    found = {one.family: one for one in cases(lists, 50, 1)}
    left_out = found["word left out"]
    assert left_out.collided >= 1
    assert all(case.subject.name != "Ivan Sidorov" for case in left_out.cases)
    # and of namesakes any will do
    assert {case.truth for case in found["exact"].cases if case.listed.party in "ac"} == {
        frozenset("ac")
    }


def test_birth_dates_are_wrong_as_they_say() -> None:
    lists = Lists({"a": party("a", "Ivan Sidorov", born="1961-03-09")})
    found = {one.family: one.cases for one in cases(lists, 5, 1)}
    (swapped,) = found["birth day and month swapped"]
    assert swapped.subject.birth_date == "1961-09-03"
    (year,) = found["birth year only"]
    assert year.subject.birth_date == "1961"
    (off,) = found["birth date one digit off"]
    assert off.subject.birth_date is not None
    wrong = sum(a != b for a, b in zip(off.subject.birth_date, "1961-03-09", strict=True))
    assert wrong == 1


def test_a_number_keeps_its_signs_or_loses_one() -> None:
    lists = Lists({
        "a": party("a", "Ivan Sidorov", numbers=("4508 123456",)),
        "b": party("b", "Petr Ivanov", numbers=("4508-123456",)),
    })  # fmt: skip
    found = {one.family: one.cases for one in cases(lists, 5, 1)}
    for case in found["identifier, other spacing"]:
        assert particulars.bare(case.subject.identifiers[0]) == "4508123456"
        assert case.truth == {"a", "b"} and not case.subject.name
    for case in found["identifier one digit wrong"]:
        (number,) = case.subject.identifiers
        wrong = sum(x != y for x, y in zip(particulars.bare(number), "4508123456", strict=True))
        assert wrong == 1 and case.subject.name


@pytest.mark.parametrize("seed", [1, 2])
def test_clean_customers_are_many_different_and_listed_nowhere(lists: Lists, seed: int) -> None:
    made = clean.customers(2_000, lists.bearers.keys(), seed)
    names = [one.subject.name for one in made]
    assert len(made) == len({folded(name) for name in names}) == 2_000
    assert not any(folded(name) in lists.bearers or folded(latin(name)) in lists.bearers
                   for name in names)  # fmt: skip
    assert 0.1 < sum(one.subject.type == "organization" for one in made) / 2_000 < 0.3
    assert made == clean.customers(2_000, lists.bearers.keys(), seed)


def test_a_listed_name_is_no_clean_customer() -> None:
    (first,) = clean.customers(1, (), 5)
    (other,) = clean.customers(1, {folded(first.subject.name)}, 5)
    assert other.subject.name != first.subject.name
