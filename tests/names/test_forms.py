"""Legal forms, in the languages and shapes in which companies write them."""

from __future__ import annotations

import pytest

from caveat.names.forms import is_form, with_plain_forms
from caveat.names.name import has_form, read_name
from caveat.names.script import visible


@pytest.mark.parametrize(
    ("written", "telling"),
    [
        ("Limited Liability Company Ladoga", ["ladoga"]),
        ("艾提科信科技有限公司", ["ai", "ti", "ke", "xin", "ke", "ji"]),
        ("(주) 나루", ["nalu"]),
        ("Chao Yi You Xian Gong Si", ["chao", "yi"]),
        ("Kalashnikov COM PANY", ["kalashnikov"]),
        ("AO NPO Orion", ["npo", "orion"]),
        ("Kremnii El Head Office", ["kremnii"]),
        ("Kremnii (in liquidation)", ["kremnii"]),
        ("M/S Htoo", ["htoo"]),
    ],
)
def test_only_what_tells_who_is_left(written: str, telling: list[str]) -> None:
    name = read_name(written, "organization")
    left = [token for token, light in zip(name.tokens, name.light, strict=True) if not light]
    assert left == telling


def test_in_is_not_inc() -> None:
    assert "inc" not in with_plain_forms("transfer in favour of ladoga")[0].split()


@pytest.mark.parametrize("word", ["ltd", "gmbh", "obshchestvo", "obshchestovo", "cv", "pjsc"])
def test_words_of_forms_are_known_even_misspelt(word: str) -> None:
    assert is_form(word)


@pytest.mark.parametrize("word", ["rostec", "bank", "in", "al", "chemezov"])
def test_other_words_are_none(word: str) -> None:
    assert not is_form(word)


def test_a_form_tells_a_company_from_a_person() -> None:
    assert has_form("Meyer AG")
    assert not has_form("Meyer")
    assert has_form(visible("ООО «Сатурн»"))
