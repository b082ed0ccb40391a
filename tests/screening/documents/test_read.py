"""A document read: two days, terms, and parties on no list."""

from __future__ import annotations

from datetime import date

import pytest
from tests.screening.documents.written import written

from caveat.errors import NoList
from caveat.screening.library import Library

TEXT = "Sergei Chemezov and Vladimir Putin met at Boeing."


def test_the_documents_day_and_today_side_by_side(library: Library) -> None:
    reading = library.read(written(TEXT, "2018-02"))
    assert (reading.then, reading.now) == (date(2018, 2, 28), date(2026, 11, 24))
    chemezov, putin = reading.found
    assert (chemezov.status_then, chemezov.status_now) == ("listed", "listed")
    assert (putin.status_then, putin.status_now) == ("not listed", "listed")


def test_the_other_day_may_be_said(library: Library) -> None:
    reading = library.read(written(TEXT, "2018-02-01"), as_of="2021-01-01")
    assert reading.now == date(2021, 1, 1)
    assert [one.name for one in reading.found] == ["Sergei Chemezov"]


def test_without_a_date_only_the_other_day_is_answered(library: Library) -> None:
    reading = library.read(written(TEXT))
    assert reading.then is None and reading.found[0].then is None
    assert any("does not say of what day" in caution for caution in reading.cautions)


def test_a_date_in_the_future_is_no_day_to_answer_for(library: Library) -> None:
    reading = library.read(written(TEXT, "2031-05"))
    assert reading.dated is not None and reading.then is None
    assert any("lies in the future" in caution for caution in reading.cautions)


def test_a_name_that_a_model_found_is_kept_though_on_no_list(library: Library) -> None:
    document = written("Boeing sells planes. Sergei Chemezov buys. Boeing pays.")
    places = [(0, 6, "organization"), (21, 36, "person"), (43, 49, "organization")]
    reading = library.read(document, named=places)  # type: ignore[arg-type]
    assert [(one.name, one.status_now) for one in reading.found] == [
        ("Sergei Chemezov", "listed"),
        ("Boeing", "not listed"),
    ]
    assert len(reading.found[1].mentions) == 2


def test_a_list_that_is_not_there_is_refused(library: Library) -> None:
    with pytest.raises(NoList):
        library.read(written(TEXT), sources=["un-sc"])


def test_nobody_is_in_an_empty_document(library: Library) -> None:
    reading = library.read(written("", "2018-02"))
    assert reading.found == () and reading.clear


def test_an_identifier_is_a_mention(library: Library) -> None:
    (found,) = library.read(written("Pay to the account of INN 7704274402, please.")).found
    assert found.mentions[0].text == "7704274402"
    assert found.now.hits[0].evidence[0].kind == "identifier"
