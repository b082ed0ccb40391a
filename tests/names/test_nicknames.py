"""Given names and the short forms that people use for them."""

from __future__ import annotations

import pytest

from caveat.names.nicknames import nicknames


@pytest.mark.parametrize(("short", "full"), [("bill", "william"), ("alex", "alexander")])
def test_a_short_form_shares_a_mark_with_the_name(short: str, full: str) -> None:
    assert nicknames(short) & nicknames(full)


@pytest.mark.parametrize(("one", "other"), [("bill", "alexander"), ("william", "alex")])
def test_other_names_share_none(one: str, other: str) -> None:
    assert not nicknames(one) & nicknames(other)


@pytest.mark.parametrize("word", ["", "x", "al", "kalashnikov", "1234"])
def test_most_words_have_none(word: str) -> None:
    assert nicknames(word) == frozenset()
