"""Where a name may begin, go on, and end."""

from __future__ import annotations

import pytest
from tests.screening.documents.written import written

from caveat.screening.documents.spans import runs
from caveat.screening.documents.tokens import words_of


def spans(text: str) -> list[str]:
    document = written(text)
    words = words_of(document)
    return [
        document.text[words.tokens[run.first].start : words.tokens[run.stop - 1].end]
        for run in runs(document, words)
    ]


def sentences(text: str) -> list[str]:
    document = written(text)
    words = words_of(document)
    ends = (*words.sentences[1:], len(document.text))
    return [
        document.text[start:end].strip() for start, end in zip(words.sentences, ends, strict=True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. S. V. Chemezov of Rostec Corp. met Dr. Lavrov.",
        "С. В. Чемезов и г. Москва, ул. Ленина.",
        "Visst är Chemezov chef för Rostec.",
    ],
)
def test_initials_and_abbreviations_end_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_full_stops_end_sentences_in_every_script() -> None:
    assert len(sentences("He left. She stayed! Why? 他走了。她留下。")) == 5


def test_capitalised_words_and_small_words_between_them_are_a_run() -> None:
    assert "Bank of Moscow" in spans("He went to a bank; Bank of Moscow; in 2014.")
    assert spans("they saw Ursula von der Leyen there") == ["Ursula von der Leyen"]


def test_nothing_goes_over_a_cell_a_block_or_a_bracket() -> None:
    found = spans("Sergei\tChemezov\n\nRostec (State Corporation)")
    assert found == ["Sergei", "Chemezov", "Rostec", "State Corporation"]


def test_without_capitals_every_word_may_belong_to_a_name() -> None:
    assert spans("chemezov sergey viktorovich asked") == ["chemezov sergey viktorovich asked"]
    assert spans("قال بوتين") == ["قال بوتين"]


def test_what_is_joined_by_a_hyphen_belongs_to_the_name() -> None:
    assert spans("they met Kim Jong-un again") == ["Kim Jong-un"]
