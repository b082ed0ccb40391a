"""English, German, and that nothing is left out."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest
from tests.conftest import ROOT
from tests.pages.conftest import Reader, words

from caveat.pages import language, sentences
from caveat.screening.library import Library


def test_no_message_lacks_a_translation() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/translations", "--check"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("code", [code for code in language.languages() if code != "en"])
def test_translations_keep_what_is_filled_in(code: str) -> None:
    from babel.messages.pofile import read_po

    place = language.PLACE / code / "LC_MESSAGES" / f"{language.DOMAIN}.po"
    with place.open("rb") as stream:
        messages = list(read_po(stream, locale=code))
    for message in messages:
        ids = message.id if isinstance(message.id, tuple) else (str(message.id),)
        said = message.string if isinstance(message.string, tuple) else (str(message.string),)
        if not ids[0]:
            continue
        wanted = set(re.findall(r"%\(\w+\)s|\{\w+\}", ids[-1]))
        for text in said:
            assert set(re.findall(r"%\(\w+\)s|\{\w+\}", text)) <= wanted, message.id
        assert set(re.findall(r"%\(\w+\)s|\{\w+\}", said[-1])) == wanted, message.id


def test_the_browser_says_which_language(reader: Reader) -> None:
    page = reader.german("/?q=Sergej+Tschemesow")
    assert '<html lang="de"' in page
    assert "2 gelistete Parteien können “Sergej Tschemesow” sein" in words(page)
    assert "Umschrift" in page
    assert "Der Herausgeber datiert die Listung auf 2014-04-28." in page


def test_a_reader_can_switch(reader: Reader) -> None:
    answer = reader.client.post(
        "/look", data={"form_token": reader.token, "language": "de", "back": "/lists"}
    )
    assert "Listen" in words(answer.text)
    reader.client.cookies.delete("caveat_language")


def test_an_error_is_told_in_the_readers_language(reader: Reader) -> None:
    page = reader.german("/?q=x&as_of=2031-01-01", 400)
    assert "liegt in der Zukunft" in page


def test_fields_and_countries_have_names_in_the_language(reader: Reader) -> None:
    page = words(reader.german("/party/starter-sergei-chemezov"))
    assert "Geburtsdatum" in page
    assert "Russland" in page


def test_every_sentence_on_the_way_of_the_story_is_known(library: Library) -> None:
    """What answers say of the starter list can be said in another language."""
    from caveat import Subject

    said: set[str] = set()
    for name in ("Sergey Chemezov", "Rostec", "Kalashnikov", "Rosoboronexport", "Renault"):
        for day in ("2014-01-01", "2018-02-15", "2026-11-24"):
            answer = library.screen(Subject(name=name, birth_date="1952"), as_of=day)
            said.update(answer.cautions)
            said.update(one.because for hit in answer.hits for one in hit.designations)
    unknown = [one for one in said if sentences.say(one, language.catalogue("de")) is None]
    assert not unknown


def test_a_sentence_that_is_not_known_is_marked_as_english() -> None:
    from caveat.pages.page import _environment

    template = "{{ text|say }}"
    for code, said in (
        ("de", '<span lang="en">It &lt;rains&gt;.</span>'),
        ("en", "It &lt;rains&gt;."),
    ):
        assert _environment(code).from_string(template).render(text="It <rains>.") == said


def test_words_of_the_law_stay_english_inside_a_german_sentence() -> None:
    from caveat.pages.page import _environment

    said = "Restricted since 2022-02-26: many <goods>. Check it."
    german = _environment("de").from_string("{{ text|say }}").render(text=said)
    assert german == (
        'Beschränkt seit 2022-02-26: <span lang="en">many &lt;goods&gt;</span>. Prüfen Sie ihn.'
    )
    assert _environment("en").from_string("{{ text|say }}").render(text=said) == (
        "Restricted since 2022-02-26: many &lt;goods&gt;. Check it."
    )


@pytest.mark.parametrize("name", ["s400", "venture", "works"])
def test_every_sentence_of_the_judged_deals_is_known(library: Library, name: str) -> None:
    from caveat.screening.deals import report
    from caveat.screening.deals.judge import judge
    from caveat.screening.deals.reading import read

    found = report.to_json(judge(library, read(ROOT / f"docs/how-to/deals/{name}.toml")))
    said = {found["says"], *found["notes"]}
    for day in found["days"]:
        said.update((day["title"], *day["cautions"]))
        for check in day["checks"]:
            said.add(check["title"])
            for one in check["findings"]:
                said.update((one["says"], *one["because"]))
    unknown = [one for one in said if sentences.say(one, language.catalogue("de")) is None]
    assert not unknown


def test_several_sentences_are_told_apart_before_they_are_said() -> None:
    german = sentences.say(
        "Rostec. A is involved: X (country Russia); Y (address Moscow). Find out which is right.",
        language.catalogue("de"),
    )
    assert german == (
        "Rostec. A ist beteiligt: X (Land Russia); Y (Adresse Moscow). Finden Sie heraus, was "
        "richtig ist."
    )


def test_the_tests_of_ownership_have_german_names(reader: Reader) -> None:
    page = words(reader.german("/ownership/starter-rostec?test=eu"))
    assert "Europäische Union, Eigentum und Beherrschung" in page
    assert "ownership and control" not in page


def test_a_text_that_nearly_fits_takes_no_longer() -> None:
    text = "A (b) is C (d), e on 2026-11-24: f " * 400
    began = time.perf_counter()
    assert sentences.say(text, language.catalogue("de")) is None
    assert time.perf_counter() - began < 3
