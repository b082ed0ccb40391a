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

_WORD = r"[A-Z][\w’'.-]*"
_NAME = rf"(?P<name>{_WORD}(?:[ -](?:de|van|von|al|bin|ibn|el|der|la|di|da|le|{_WORD})){{0,4}})"
_SAYS = (
    re.compile(
        rf"\b{_NAME}\b(?:,[^.,]{{1,100}},)?\s+(?:\w+ly\s+)?(?:sat(?:\s+down)?|spoke|talked|gave"
        r"|granted|agreed|answered|discussed|was\s+interviewed|met)\b[^.]{0,80}"
        r"\b(?:interview\w*|with|to|questions)\b"
    ),
    re.compile(
        r"\b(?:[Ii]nterview(?:ed)?|Q\s?&\s?A|INTERVIEW|[Cc]onversation|sat\s+down|spoke|[Ee]ntretien"
        r"|[Ee]ntrevista|[Ii]ntervista|[Gg]espräch)\s+"
        rf"(?:with|of|to|avec|con|com|a|mit|:)?\s*(?:[a-z][\w-]*\s+){{0,6}}?{_NAME}"
    ),
)
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
    for pattern in _SAYS:
        for block in reversed(intro[-_BLOCKS:]):
            for match in pattern.finditer(block.text[:_CHARACTERS]):
                name = _TITLE.sub("", match["name"]).rstrip(".'’ -")
                name = re.sub(r"['’]s$", "", name)
                if name and not _MEDIA.search(name) and name[-1:].islower():
                    return _fullest(name, intro)
    return UNNAMED


def _fullest(name: str, intro: Sequence[Block]) -> str:
    """The longest name in the introduction that ends with the same surname."""
    surname = name.split()[-1]
    if name != surname:
        return name
    found = name
    for block in intro[-_BLOCKS:]:
        for match in re.finditer(
            rf"(?:[A-Z][\w’'.-]*\s+){{1,3}}{re.escape(surname)}\b", block.text[:_CHARACTERS]
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
