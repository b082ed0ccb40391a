"""Evidence in plain words."""

from __future__ import annotations

from typing import get_args

import pytest

from caveat.match import evidence as say
from caveat.match.align import TokenPair
from caveat.match.alike import How
from caveat.match.compare import compare
from caveat.match.evidence import Evidence, Kind, Verdict
from caveat.match.explain import sentence, words
from caveat.subject import Subject


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (
            Evidence("identifier", "for", 0.97, "77-03", "7703"),
            "The identifier 77-03 is the listed 7703.",
        ),
        (
            Evidence("weak alias", "against", -0.3, "", "KRET"),
            "“KRET” is a weak alias: by itself it is not expected to be screened for.",
        ),
        (
            Evidence("birth date", "for", say.BIRTH_DAY, "1952-08-20", "1952-08-20"),
            "Born 1952-08-20 fits 1952-08-20.",
        ),
        (
            Evidence("birth date", "against", say.BIRTH_NEAR, "1952-08-10", "1952-10-08"),
            "Born 1952-08-10 is a slip away from 1952-10-08.",
        ),
        (
            Evidence("birth date", "against", say.BIRTH_OTHER, "1961", "1952"),
            "Born 1961 does not fit 1952.",
        ),
        (Evidence("country", "for", 0.15, "Russia", "ru"), "The country Russia fits."),
        (
            Evidence("country", "against", -0.06, "Turkey", "ru, ir"),
            "The country Turkey is none of the listed ones (ru, ir).",
        ),
        (
            Evidence("gender", "neutral", 0.0, "male", "male"),
            "The gender, male, fits; that says little.",
        ),
        (
            Evidence("gender", "against", -0.25, "female", "male"),
            "The subject is female, the listed party male.",
        ),
        (
            Evidence("type", "against", -0.3, "vessel", "person"),
            "The subject is of type vessel, the listed party of type person.",
        ),
        (
            Evidence("address", "for", 0.3, "1 Main St", "1 Main Street"),
            "The address “1 Main St” has much in common with “1 Main Street”.",
        ),
    ],
)
def test_each_piece_of_evidence_is_one_sentence(evidence: Evidence, said: str) -> None:
    assert sentence(evidence) == said


def test_a_name_is_told_word_by_word() -> None:
    found = compare(
        Subject("Dr S. Tchemezov Sergei", "organization"), Subject("Sergei Viktorovich Chemezov")
    )
    assert sentence(found.evidence[0]) == (
        "“Dr S. Tchemezov Sergei” against “Sergei Viktorovich Chemezov”: "
        "dr is only in the subject's name; s is only in the subject's name; "
        "tchemezov = chemezov (transliteration); sergei exact, in another place; "
        "viktorovich is only in the listed name."
    )


@pytest.mark.parametrize("how", get_args(How))
def test_every_way_of_agreeing_can_be_told(how: How) -> None:
    said = words((TokenPair("one", "other", how, 0.5, 0.5),))
    assert said.strip()
    assert ("one" in said) == (how != "missing")


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_every_kind_and_verdict_can_be_told(kind: Kind, verdict: Verdict) -> None:
    said = sentence(Evidence(kind, verdict, 0.1, "SUBJECT", "LISTED"))
    assert said.endswith(".")
    assert "SUBJECT" in said or "LISTED" in said
