"""Evidence in plain words."""

from __future__ import annotations

from caveat.match.align import TokenPair
from caveat.match.evidence import BIRTH_NEAR, Evidence


def sentence(evidence: Evidence) -> str:
    """One sentence that says what was compared and what came of it.

    >>> sentence(Evidence("birth date", "for", 0.4, "1952", "1952-08-20"))
    'Born 1952 fits 1952-08-20.'
    """
    subject, listed = evidence.subject, evidence.listed
    if evidence.kind == "name":
        return f"“{subject}” against “{listed}”: {words(evidence.tokens)}."
    if evidence.kind == "identifier":
        if evidence.verdict == "against":
            return f"The identifier {subject} is another one than the listed {listed}."
        return f"The identifier {subject} is the listed {listed}."
    if evidence.kind == "weak alias":
        return f"“{listed}” is a weak alias: by itself it is not expected to be screened for."
    if evidence.kind == "birth date":
        if evidence.verdict == "for":
            return f"Born {subject} fits {listed}."
        if evidence.weight == BIRTH_NEAR:
            return f"Born {subject} is a slip away from {listed}."
        return f"Born {subject} does not fit {listed}."
    if evidence.kind == "country":
        if evidence.verdict == "for":
            return f"The country {subject} fits."
        return f"The country {subject} is none of the listed ones ({listed})."
    if evidence.kind == "gender":
        if evidence.verdict == "neutral":
            return f"The gender, {subject}, fits; that says little."
        return f"The subject is {subject}, the listed party {listed}."
    if evidence.kind == "type":
        return f"The subject is of type {subject}, the listed party of type {listed}."
    return f"The address “{subject}” has much in common with “{listed}”."


def words(pairs: tuple[TokenPair, ...]) -> str:
    """Word by word, in what way the names agree."""
    return "; ".join(_pair(pair) for pair in pairs)


def _pair(pair: TokenPair) -> str:
    if pair.how == "missing":
        return f"{pair.listed} is only in the listed name"
    if pair.how == "extra":
        return f"{pair.subject} is only in the subject's name"
    if pair.how in ("exact", "company form"):
        return f"{pair.subject} {pair.how}"
    if pair.how == "order":
        return f"{pair.subject} exact, in another place"
    return f"{pair.subject} = {pair.listed} ({pair.how})"
