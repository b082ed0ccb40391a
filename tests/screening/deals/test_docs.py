"""The page about the deal file names every key that a file may have."""

from __future__ import annotations

import pytest
from tests.conftest import ROOT

from caveat.screening.deals import deal, goods, reading

PAGE = (ROOT / "docs/reference/deal-file.md").read_text()


@pytest.mark.parametrize(
    "key",
    sorted({
        *reading.DEAL, *reading.PARTY, *reading.STAKE, *reading.PURCHASE, *reading.ISSUE,
        *reading.DEBT, *reading.GOODS,
    }),
)  # fmt: skip
def test_every_key_is_on_the_page(key: str) -> None:
    assert f"`{key}`" in PAGE or f"`[[{key}]]`" in PAGE


@pytest.mark.parametrize(
    "word", [*deal.ROLES, *deal.OWNERS, *deal.JURISDICTIONS, *deal.DEBTS, *deal.OIL_PROJECTS,
             *goods.KINDS],
)  # fmt: skip
def test_every_word_is_on_the_page(word: str) -> None:
    assert f"`{word}`" in PAGE
