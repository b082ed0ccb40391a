"""What a search shows."""

from __future__ import annotations

import re
import time
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from tests.pages.conftest import Reader, Serving, words

from caveat.screening.library import Library


def test_the_start_says_which_lists_are_at_hand(reader: Reader) -> None:
    page = words(reader.get("/"))
    assert "Is a listed party in this?" in page
    assert "starter" in page
    assert "gives no legal advice" in page


def test_a_hit_shows_both_names_with_the_letters_that_differ_marked(reader: Reader) -> None:
    page = reader.get("/?q=Sergej+Tschemesow")
    assert "<mark>ts</mark>cheme<mark>s</mark>o<mark>w</mark>" in page
    assert "cheme<mark>z</mark>o<mark>v</mark>" in page
    assert "transliteration" in page


def test_a_hit_shows_birth_date_country_and_designations_with_their_days(reader: Reader) -> None:
    page = words(reader.get("/?q=Sergey+Chemezov&birth_date=1952"))
    assert "Born 1952 fits 1952-08-20." in page
    assert "Born 1952-08-20" in page
    assert "Russia" in page
    assert "UKRAINE-EO13661 since 2014-04-28 listed" in page
    assert "How that is known The publisher dates the designation 2014-04-28." in page


def test_no_hit_is_said_with_the_lists_and_that_it_is_no_advice(reader: Reader) -> None:
    page = words(reader.get("/?q=Nobody+Whatsoever"))
    assert "No listed party found for “Nobody Whatsoever”" in page
    assert "no legal advice" in page
    assert "Held against 1 list" in page
    assert "It is not fit for compliance." in page


def test_a_party_that_is_only_owned_is_shown_with_its_chain(reader: Reader) -> None:
    page = words(reader.part("/owned?q=ZALA+Aero&as_of=2018-02-15"))
    assert "blocked ZALA Aero LLC on no list" in page
    assert "→ ZALA Aero LLC" in page
    assert "Joint Stock Company Concern Kalashnikov" in page


def test_who_is_only_owned_is_not_called_clear(reader: Reader) -> None:
    part = reader.part("/owned?q=ZALA+Aero&as_of=2018-02-15")
    assert 'id="verdict" hx-swap-oob="true"' in part
    whole = words(reader.get("/?q=ZALA+Aero&as_of=2018-02-15"))
    for page in (words(part), whole):
        assert "“ZALA Aero” is on no list, but may be 1 party that is blocked by ownership" in page
        assert "No listed party found" not in page


def test_while_ownership_is_looked_at_nobody_is_called_clear(
    library: Library, serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(asked: Any) -> None:
        asked.close()

    monkeypatch.setattr("caveat.pages.find.soon", never)
    page = serving(library.root).get("/?q=Nobody+Whatsoever")
    assert "Ownership is still being looked at." in page
    assert "is-clear" not in page
    assert 'hx-get="/owned?q=Nobody+Whatsoever"' in page
    assert '<noscript><p><a href="/owned?q=Nobody+Whatsoever">' in page


def test_an_alias_is_called_one(reader: Reader) -> None:
    assert re.search(r'class="tag">alias<', reader.get("/?q=Sergey+Chemezov"))


def test_a_day_in_the_past_has_a_banner_and_today_has_none(reader: Reader) -> None:
    page = words(reader.get("/?q=Rostec&as_of=2018-02-15"))
    assert "As of 2018-02-15. This page shows what was so on that day" in page
    assert "This page shows what was so" not in words(reader.get("/?q=Rostec"))
    assert "This page shows what was so" not in words(reader.get("/?q=Rostec&as_of=2026-11-24"))


def test_the_banner_leads_to_the_same_question_about_today(reader: Reader) -> None:
    page = reader.get("/?q=Rostec&as_of=2018-02-15")
    assert 'href="/?q=Rostec">Show today' in page


def test_what_was_not_listed_on_the_day_is_no_hit(reader: Reader) -> None:
    assert "No listed party found" in words(reader.get("/?q=Sergei+Chemezov&as_of=2013-01-01"))


def test_lines_are_a_table(reader: Reader) -> None:
    page = words(reader.get("/?q=" + quote("Sergey Chemezov\nRenault\n\nRostec")))
    assert "3 names" in page
    assert "Renault clear" in page


def test_a_day_that_cannot_be_read_is_said_in_the_form(reader: Reader) -> None:
    page = reader.get("/?q=Rostec&as_of=yesterday", 400)
    assert 'role="alert"' in page
    assert "yesterday" in unescape(page)


def test_the_future_is_refused(reader: Reader) -> None:
    assert "lies in the future" in words(reader.get("/?q=Rostec&as_of=2031-01-01", 400))


def test_suggestions_are_listed_names_by_how_they_begin(reader: Reader) -> None:
    page = words(reader.part("/suggest?q=chem"))
    assert "Chemezov" in page
    assert "Чемезов" in words(reader.part("/suggest?q=" + quote("Серге")))
    assert words(reader.part("/suggest?q=")) == ""


def test_suggestions_do_not_name_whom_no_list_had_named_by_the_day(reader: Reader) -> None:
    assert words(reader.part("/suggest?q=chem&known_at=2013-01-01")) == ""


def test_suggestions_come_at_once(reader: Reader) -> None:
    reader.part("/suggest?q=ro")
    took = []
    for typed in ("r", "ro", "ros", "rost", "rosto"):
        began = time.perf_counter()
        reader.part(f"/suggest?q={typed}")
        took.append(time.perf_counter() - began)
    assert min(took) < 0.1


def test_it_works_without_scripts(reader: Reader) -> None:
    page = reader.get("/")
    assert '<form id="ask" action="/" method="get"' in page
    assert '<form id="file" action="/file" method="post" enctype="multipart/form-data"' in page
