"""English, German, and that nothing is left out."""

from __future__ import annotations

import re
import subprocess
import sys

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


def test_a_sentence_that_is_not_known_is_marked_as_english(reader: Reader) -> None:
    page = reader.part("/ownership/starter-rostec")
    german = reader.german("/ownership/starter-rostec")
    assert '<span lang="en">' in german
    assert '<span lang="en">' not in page
