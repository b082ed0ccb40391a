"""Who is named in a text, and who is not."""

from __future__ import annotations

import pytest
from tests.screening.documents.written import written

from caveat.screening.documents.reading import Reading
from caveat.screening.library import Library


def names(library: Library, text: str) -> dict[str, str]:
    """Words of the text -> the listed party that they name."""
    found = library.read(written(text)).found
    return {
        mention.text: one.now.hits[0].entity.caption if one.now.hits else one.name
        for one in found
        for mention in one.mentions
    }


CHEMEZOV = "Sergei Viktorovich Chemezov"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rostec chief executive Sergey Chemezov, right, attends.", "Sergey Chemezov"),
        ("Chemezov, Sergei Viktorovich signed it.", "Chemezov, Sergei Viktorovich"),
        ("Signed by S. V. Chemezov, General Director.", "S. V. Chemezov"),
        ("ROSTEC CHIEF SERGEI CHEMEZOV MET THE PRESIDENT", "SERGEI CHEMEZOV"),
        ("pls ask chemezov sergei viktorovich about it", "chemezov sergei viktorovich"),
        ("Орден вручили Сергею Викторовичу Чемезову.", "Сергею Викторовичу Чемезову"),
        ("Подпись: Чемезов С.В.", "Чемезов С.В"),
        ("Przemawiał Siergiej Czemiezow z Rostechu.", "Siergiej Czemiezow"),
        ("Sergejam Čemezovam piešķirts ordenis.", "Sergejam Čemezovam"),
        ("Sergey Çemezov'un açıklaması.", "Sergey Çemezov'un"),
        ("Szergej Csemezovnak levelet írtak.", "Szergej Csemezovnak"),
        ("Sergej Tsjemezov leidt het bedrijf.", "Sergej Tsjemezov"),
        ("公司总裁谢尔盖·切梅佐夫表示支持。", "谢尔盖·切梅佐夫"),
        ("セルゲイ・チェメゾフ社長と会談した。", "セルゲイ・チェメゾフ"),
        ("세르게이 체메조프는 말했다.", "세르게이 체메조프는"),
    ],
)
def test_a_person_is_found_in_any_language(library: Library, text: str, words: str) -> None:
    assert names(library, text).get(words) == CHEMEZOV


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gun maker Kalashnikov, of Izhevsk in Russia", "Kalashnikov"),
        ("Заводы Ростеха работают.", "Ростеха"),
        ("завод и «Концерн „Калашников“»", "Концерн „Калашников"),
        ("JSC Concern Kalashnikov shall deliver.", "Concern Kalashnikov"),
    ],
)
def test_a_company_is_found_by_its_name(library: Library, text: str, words: str) -> None:
    assert words in names(library, text)


@pytest.mark.parametrize(
    "text",
    [
        "Chemezov said so.",  # a bare surname
        "Sergei said so.",
        "Sergei Ivanov, a dentist, and Victor Chemes met.",
        "A Kalashnikov rifle was found in the street.",
        "Mikhail Kalashnikov died in 2013.",
        "They live on Kalashnikov Street, Izhevsk.",
        "Victory Day in Moscow, Turkey and Syria; the Patriot system; March, Sunday.",
        "He worked in the KGB in Dresden in the 1980s.",
        "Donald Trump, George W. Bush and Boeing are on no list.",
        "the state corporation builds a plant",
    ],
)
def test_what_only_seems_to_be_a_mention_is_none(library: Library, text: str) -> None:
    assert names(library, text) == {}


def test_a_birth_date_beside_the_name_speaks_for_or_against(library: Library) -> None:
    same = library.read(written("Sergei Chemezov, born 20 August 1952, runs it."))
    (found,) = same.found
    assert any(one.kind == "birth date" for one in found.now.hits[0].evidence)
    other = library.read(written("Sergei Chemezov, born 3 May 1991, plays football."))
    assert other.clear


def test_places_that_name_the_same_party_are_one_found(library: Library) -> None:
    text = "Sergei Chemezov runs Rostec.\n\nСергей Чемезов возглавляет Ростех."
    reading: Reading = library.read(written(text))
    assert [len(one.mentions) for one in reading.found] == [2, 2]


def test_two_persons_joined_by_and_are_two(library: Library) -> None:
    found = names(library, "Sergei Chemezov and Vladimir Putin met.")
    assert set(found) == {"Sergei Chemezov", "Vladimir Putin"}


def test_a_mention_says_where_it_stands(library: Library) -> None:
    text = "Nobody is here.\n\nIt rained. Sergei Chemezov left. It snowed."
    (found,) = library.read(written(text)).found
    (mention,) = found.mentions
    whole = written(text).text
    assert whole[mention.start : mention.end] == mention.text == "Sergei Chemezov"
    assert whole[slice(*mention.sentence)] == "Sergei Chemezov left."
    assert mention.block == 2
    assert mention.place == "paragraph 2"
    assert mention.evidence[0].kind == "name"
