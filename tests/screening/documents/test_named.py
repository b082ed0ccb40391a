"""Names on no list, as the language model sees them; without it, a caution and no error."""

from __future__ import annotations

import pytest

from caveat.screening.documents import files, named

pytest.importorskip("spacy")

TEXT = (
    "Sergey Chemezov runs Rostec, and he is on a list. In February 2018 he met Mr. Dennis "
    "Muilenburg of Boeing in Moscow on Monday. Boeing’s shares fell, and we have seen many orders. "
    "They left for the United States with a team from the Ford Foundation."
)


def names(text: str) -> dict[str, str]:
    """Names in a text and what they are."""
    found = files.read_bytes(text.encode(), "a.txt")
    return {found.text[start:end]: kind for start, end, kind in named.named(found)}


def test_persons_and_organisations_without_titles_and_possessives() -> None:
    found = names(TEXT)
    assert found["Sergey Chemezov"] == "person"
    assert found["Dennis Muilenburg"] == "person"
    assert found["Boeing"] == "organization"
    assert found["Ford Foundation"] == "organization"
    assert not {"February 2018", "Monday", "Boeing’s", "Mr. Dennis Muilenburg", "a list"} & set(
        found
    )


def test_names_stand_where_it_says_in_later_blocks_too() -> None:
    found = files.read_bytes((TEXT + "\n\n" + TEXT).encode(), "a.txt")
    places = [start for start, end, _ in named.named(found) if found.text[start:end] == "Boeing"]
    assert len(places) == 4
    assert max(places) > found.blocks[1].start


@pytest.mark.parametrize(
    "text",
    [
        "Сергей Чемезов руководит государственной корпорацией Ростех с 2007 года.",
        "Der Konzern gehört zu 25 Prozent der Holding Rostec und ist in Berlin ansässig.",
        "Sergey Chemezov\nIgor Sechin\nRosneft",
    ],
)
def test_other_languages_are_left_alone_and_it_says_so(text: str) -> None:
    found = files.read_bytes(text.encode(), "a.txt")
    assert named.named(found) == []
    assert "knows English only" in named.why_not(found)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    found = files.read_bytes(TEXT.encode(), "a.txt")
    assert named.why_not(found) == ""
    monkeypatch.setattr(named, "find_spec", lambda _: None)
    assert named.named(found) == []
    assert "pip install 'caveat[nlp]'" in named.why_not(found)
