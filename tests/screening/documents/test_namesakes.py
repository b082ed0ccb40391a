"""Trades that a text gives to whom it names."""

from __future__ import annotations

import pytest

from caveat.screening.documents.document import Document, laid_out
from caveat.screening.documents.namesakes import trades_beside
from caveat.screening.documents.tokens import words_of


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("Sergei Ivanov, 34, a dentist from Leeds, won the raffle.", "dentist"),
        ("Иван Петров, стоматолог, живёт в Самаре.", "dentist"),
        ("Sergei Ivanov, chief of staff, met a dentist.", ""),
        ("Sergei Ivanov met a dentist.", ""),
    ],
)
def test_a_trade_counts_only_right_beside_the_name(text: str, trade: str) -> None:
    whole, blocks = laid_out([(text, "paragraph", None, "paragraph 1")])
    words = words_of(Document("-", "text", "", "", whole, blocks))
    assert trades_beside(words, 0, 2) == (frozenset({trade}) if trade else frozenset())


def test_a_bracket_opens_its_own_sentence() -> None:
    whole, blocks = laid_out([("He is in Moscow. (She is not.)", "paragraph", None, "p")])
    words = words_of(Document("-", "text", "", "", whole, blocks))
    start, end = words.sentence(9, 15)
    assert whole[start:end] == "He is in Moscow."
