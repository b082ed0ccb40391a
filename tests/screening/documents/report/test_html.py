"""The report: one page that stands alone, says who is who on both days, and runs nothing."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html
from tests.screening.documents.report.readings import document, reading

from caveat.errors import MissingExtra
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.documents.document import Dated
from caveat.screening.documents.report import html
from caveat.screening.documents.report.pictures import pictures

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from caveat.screening.documents.reading import Reading
    from caveat.screening.library import Library

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{7*7}}</style>"


def parsed(page: str) -> HtmlElement:
    return lxml_html.document_fromstring(page)


@pytest.fixture(scope="module")
def page(library: Library, interview: Reading) -> str:
    return html.page(interview, pictures(library, interview))


def test_it_stands_alone(page: str) -> None:
    """No script, no style sheet, no picture, no font of another file."""
    tree = parsed(page)
    assert not tree.xpath("//script | //link | //iframe | //object | //embed | //img")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert "@import" not in page
    assert "url(http" not in page
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert NOT_ADVICE in tree.text_content()


def test_every_mention_is_marked_and_leads_to_its_party(page: str) -> None:
    tree = parsed(page)
    marks = tree.xpath("//div[@class='text']//a[contains(@class, 'm ')]")
    assert [mark.text for mark in marks] == [
        "Sergey Chemezov", "Rostec", "Kalashnikov Concern", "Chemezov", "Boeing", "Rostec",
        "Boeing", "Vladimir Putin",
    ]  # fmt: skip
    for mark in marks:
        (card,) = tree.xpath("//article[@id=$id]", id=mark.get("href")[1:])
        assert card.xpath("string(h3)").startswith(mark.get("title").split(":")[0])
    ways = {mark.text: mark.get("class") for mark in marks}
    assert ways["Chemezov"] == "m listed short"
    assert ways["Rostec"] == "m listed name"
    assert ways["Boeing"] == "m clear name"


def test_every_link_in_the_page_leads_somewhere(page: str) -> None:
    tree = parsed(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a/@href") if link.startswith("#")} <= set(ids)
    assert {word for said in tree.xpath("//@aria-labelledby") for word in said.split()} <= set(ids)


def test_the_side_list_says_both_days(page: str) -> None:
    (putin,) = parsed(page).xpath("//nav//li[a='Vladimir Putin']")
    days = [
        " ".join(day.text_content().split()) for day in putin.xpath(".//div[@class='pair']/div")
    ]
    assert days == ["in February 2018not listed", "on 24 November 2026listed"]


def test_a_party_has_designations_evidence_and_sentences(page: str) -> None:
    (card,) = parsed(page).xpath("//article[starts-with(normalize-space(h3), 'Rostec')]")
    text = " ".join(card.text_content().split())
    assert "UKRAINE-EO13662" in text
    assert "2014-09-12" in text
    assert "Directive 3" in text
    assert "“Rostec” against" in text
    assert "Sergey Chemezov speaks" in text
    assert "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=17260" in card.xpath(
        ".//a/@href"
    )
    rows = {row.xpath("string(td[1]/strong)"): row.xpath(".//span[contains(@class, 'chip')]/text()")
            for row in card.xpath(".//tbody/tr")}  # fmt: skip
    assert rows["UKRAINE-EO13662"] == ["listed", "listed"]
    assert rows["RUSSIA-EO14024"] == ["not listed", "listed"]


def test_who_owns_whom_is_drawn(page: str) -> None:
    (picture,) = parsed(page).xpath("//figure/svg")
    words = " ".join(picture.xpath(".//text/text()"))
    assert "Rostec" in words
    assert "Kalashnikov" in words
    assert "25.01 %" in words


def test_who_was_blocked_by_ownership_then_has_the_reason_and_a_picture(library: Library) -> None:
    """ZALA Aero: 51 percent Kalashnikov's in 2018, on a list itself since 2023."""
    paper = document("ZALA Aero Group makes drones.", day="2018-02-15")
    made = reading(library, paper, ("ZALA Aero Group", "organization", []), then="2018-02-15")
    tree = parsed(html.page(made, pictures(library, made)))
    (card,) = tree.xpath("//article")
    text = " ".join(card.text_content().split())
    assert "by ownership, on 15 February 2018" in text
    assert "owns 51 % of" in text
    assert "blocked on 2018-02-15" in " ".join(card.xpath(".//figure//text()"))


def test_turns_and_pages_are_shown(page: str) -> None:
    tree = parsed(page)
    speakers = [" ".join(who.text_content().split()) for who in tree.xpath("//span[@class='who']")]
    assert speakers == ["interviewer ?", "Sergey Chemezov"]
    assert tree.xpath("//div[@class='page']/text()") == ["page 1", "page 2"]


def test_what_is_proposed_says_so(page: str) -> None:
    (section,) = parsed(page).xpath("//section[@id='proposed']")
    text = section.text_content()
    assert "proposed from the text" in text
    assert "Rostec owns 25.1 % of Kalashnikov Concern" in text
    assert "Boeing" not in text


@pytest.mark.parametrize("where", ["text", "title", "name", "day", "caution"])
def test_nothing_in_a_document_can_run(library: Library, where: str) -> None:
    paper = document(
        f"Sergey Chemezov runs Rostec {EVIL if where in ('text', 'sentence') else ''}."
    )
    if where == "title":
        paper = replace(paper, title=EVIL)
    if where == "name":
        paper = replace(paper, name=EVIL)
    if where == "day":
        paper = replace(paper, dated=(Dated("2018-02", "text", EVIL),))
    if where == "caution":
        paper = replace(paper, cautions=(EVIL,))
    made = html.page(reading(library, paper, ("Sergey Chemezov", "person", []), then="2018-02-28"))
    tree = parsed(made)
    assert not tree.xpath("//script | //img")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert "49</style>" not in made
    assert len(tree.xpath("//style")) == 1
    assert "alert(1)" in tree.text_content()


def test_an_address_that_is_none_is_no_link(library: Library, interview: Reading) -> None:
    chemezov = interview.found[0]
    (hit, *_) = chemezov.now.hits
    bad = replace(hit.designations[0], url="javascript:alert(1)")
    hit = replace(hit, designations=(bad,))
    found = replace(chemezov, then=None, now=replace(chemezov.now, hits=(hit,)))
    tree = parsed(html.page(replace(interview, found=(found,))))
    assert not [link for link in tree.xpath("//@href") if "javascript" in link]


def test_without_a_day_there_is_one_answer(library: Library) -> None:
    paper = document("Sergey Chemezov runs Rostec.")
    tree = parsed(html.page(reading(library, paper, ("Rostec", "organization", []))))
    assert "not known" in tree.xpath("string(//header//dl)")
    assert len(tree.xpath("//nav//div[@class='pair']/div")) == 1


def test_a_clear_document_says_so(library: Library) -> None:
    paper = document("Boeing makes aircraft.", day="2018-02")
    tree = parsed(html.page(reading(library, paper, ("Boeing", "organization", []))))
    assert "Nobody in it" in tree.xpath("string(//p[contains(@class, 'verdict')])")
    assert "alarm" not in tree.xpath("string(//p[contains(@class, 'verdict')]/@class)")


def test_300_pages_take_seconds(library: Library) -> None:
    texts = [f"On day {n}, Sergey Chemezov met Kamaz. " + "It rained all day. " * 12
             for n in range(3000)]  # fmt: skip
    paper = document(*texts, pages=[1 + n // 10 for n in range(3000)])
    whole = reading(library, paper, ("Sergey Chemezov", "person", []))
    start = time.perf_counter()
    made = html.page(whole)
    assert time.perf_counter() - start < 5
    assert made.count('class="page"') == 300
    assert made.count('<section class="sheet">') >= 300


def test_pdf_is_made_and_fetches_nothing(library: Library, interview: Reading) -> None:
    try:
        made = html.pdf(interview, pictures(library, interview))
    except MissingExtra:
        pytest.skip("the extra picture, or the pango library, is not here")
    assert made.startswith(b"%PDF-")
    from pypdfium2 import PdfDocument

    pages = [page.get_textpage().get_text_range() for page in PdfDocument(made)]
    text = re.sub(r"\s+", " ", " ".join(pages))
    assert "Sergey Chemezov" in text
    assert "not legal" in text or "no legal advice" in text


def test_a_pdf_without_the_extra_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingExtra, match=r"caveat\[picture\]"):
        html.needs_pdf()
