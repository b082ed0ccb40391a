"""Who is interviewed: by the introduction, where it says so in plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from caveat.screening.documents.document import Block

CALLED = re.compile(
    r"\b(?:interview\w*|q\s?&\s?a|excerpts of (?:the|our) conversation|spoke (?:with|to) us"
    r"|sat down with|in conversation with|интервью|беседа|беседовал\w*|інтерв['’]ю|gespräch"
    r"|entrevista\w*|entretien|intervista\w*|wywiad\w*|röportaj\w*|vraaggesprek)\b"
    r"|采访|专访|訪談|インタビュー|인터뷰|مقابلة|مصاحبه|ריאיון",
    re.I,
)
"""Words by which a text calls itself an interview."""

UNNAMED = "interviewee"

_BLOCKS = 30
_CHARACTERS = 2_000
"""Of each block, in which a name is looked for: an introduction is short."""

_WORD = r"(?:(?:[A-Z]\.)+|(?:Mrs?|Ms|Dr|Prof)\.|[A-Z][\w’'-]*)"
_NAME = (
    rf"(?P<name>{_WORD}(?:[ -](?:de|van|von|al|bin|ibn|el|der|la|di|da|le|{_WORD})(?!\w)){{0,4}})"
)
_ASIDE = r"(?:,[^.,]{1,100},)?\s+(?:\w+ly\s+)?"
_GIVES = (
    re.compile(
        rf"\b{_NAME}\b{_ASIDE}(?:sat(?:\s+down)?|gave|granted|agreed|answered|was)\b[^.]{{0,80}}"
        r"\b(?:interview\w*|questions)\b"
    ),
    re.compile(
        rf"\b{_NAME}\b{_ASIDE}(?:spoke|talked|sat\s+down|met)\s+(?:\w+ly\s+)?(?:to|with)\s+"
        r"(?:us\b|our\b|the\s+(?:paper|magazine)\b|The\s+[A-Z])"
    ),
)
"""Somebody gives an interview."""

_TAKES = re.compile(
    r"(?:\b(?:interview(?:ed)?|q\s?&\s?a|conversation|sat\s+down|spoke|talked)\s+(?:with|of|to)\b"
    r"|\b(?:entretien\s+avec|entrevista\s+(?:con|com|a)|intervista\s+(?:con|a)|gespräch\s+mit"
    r"|interview\s+mit|interviewed|q\s?&\s?a:))\s*(?P<whom>[^.;:()?!]{1,100})",
    re.I,
)
"""Somebody is interviewed."""

_WHERE = re.compile(r"\s(?:in|at|on|for|about|during|over|after)\s")
_MEDIA = re.compile(
    r"\b(?:The|Post|Times|News|Journal|Reuters|AFP|AP|TASS|Tass|RIA|Interfax|Bloomberg|BBC|CNN|RT"
    r"|Magazine|Guardian|Economist|Spiegel|Zeitung|Monde|Figaro|Kommersant|Vedomosti|TV|Radio"
    r"|Press|Agency|Today|Here|We|I|He|She|It|They|In|This|That|These|You|You[’']\w+|Monday|Tuesday"
    r"|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b"
)
_TITLE = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Sir|President|Minister|Chairman|CEO|Chief|Executive|General|Senator)"
    r"\.?\s+)+"
)


def interviewee(intro: Sequence[Block]) -> str:
    """The fullest name in the introduction of the one that it says was interviewed.

    Args:
        intro: blocks before the first question.

    Returns:
        ``interviewee`` if the introduction does not say it in words known here.
    """
    texts = [block.text[:_CHARACTERS] for block in reversed(intro[-_BLOCKS:])]
    for pattern in _GIVES:
        for text in texts:
            for match in pattern.finditer(text):
                if name := _name(match["name"]):
                    return _fullest(name, intro)
    for text in texts:
        for match in _TAKES.finditer(text):
            whom = _WHERE.split(match["whom"])[0]
            for one in re.finditer(_NAME, whom):
                full = _fullest(_name(one["name"]), intro)
                if " " in full:  # one word alone may be a company: *with Rosneft's Igor Sechin*
                    return full
    return UNNAMED


def _name(words: str) -> str:
    """A name without title and possessive; empty for what is none (a paper, a day)."""
    name = re.sub(r"['’]s$", "", _TITLE.sub("", words).rstrip(".'’ -"))
    return "" if _MEDIA.search(name) or not name[-1:].islower() else name


def _fullest(name: str, intro: Sequence[Block]) -> str:
    """The longest name in the introduction that ends with the same surname."""
    if not name or " " in name:
        return name
    surname = found = name
    for block in intro[-_BLOCKS:]:
        for match in re.finditer(
            rf"(?:{_WORD}\s+){{1,3}}{re.escape(surname)}\b", block.text[:_CHARACTERS]
        ):
            longer = _TITLE.sub("", match[0])
            words = longer.split()
            while len(words) > 1 and _MEDIA.match(words[0]):
                words.pop(0)
            if len(words) > 3:
                words = words[-2:]
            if len(words) > len(found.split()):
                found = " ".join(words)
    return found
