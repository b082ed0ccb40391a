"""Relations: who owns, runs, or works with whom, where a text says so in plain words.

What is found is only *proposed*. A phrase is no register: a person reads the sentence, and puts
the stake into the library or does not. So that what is proposed deserves the reading, a clause
that denies, asks, doubts, plans, or speaks of the past (``does not own``, ``would buy``, ``were
planning to create a joint venture``, ``former head``) is left out whole: a proposal says what the
text states as a fact of its day, and a mark beside it would be lost in the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from caveat.names.countries import code
from caveat.screening.documents.document import Block, Document
from caveat.screening.documents.phrases import Phrase, Tongue, chained, percent, tongues
from caveat.screening.documents.reading import Found, Proposed

_END = re.compile(r"[.!?…。！？]+[\"”’»)]*(?=\s+[\"“«„(—–-]*\w)|[。！？]")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|vs|Gen|Col|Sen|Gov|bzw|ca|Nr|г|гг|им|ул)|\b\w(?:\.\w)*)\.$"
)
_FORM = re.compile(r"\b(?:Inc|Co|Corp|Ltd|Cie)\.$")
_LETTER = r"(?:(?!-(?:Chef|Tochter|CEO|owned|controlled|based|backed|run)\b)[\w’&+-])*"
_TOKEN = re.compile(rf"[^\W_]{_LETTER}(?:\.(?=\w))?{_LETTER}")
_JOINS = {"of", "de", "del", "von", "van", "der", "den", "al", "el", "bin", "ibn", "la", "du", "&",
          "da", "do", "dos", "di", "y", "für", "for"}  # fmt: skip
_NO_NAME = frozenset(
    """the a an in on at by he she it they we i you his her its their our this that these those and
    but or if when while after before for from with to of as there here what who why how yes no not
    mr mrs ms dr sir president chief executive officer director general chairman chairwoman head
    founder owner ceo cfo coo prime minister deputy former monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november
    december also however meanwhile today yesterday since last most many some all both according
    который которая это он она они мы я в на по и а но из с у к от для о об также кроме глава
    директор генеральный президент
    der die das den dem des ein eine einen einem im am und oder aber er sie es wir ich auch laut
    seit chef vorstand präsident herr frau anteile anteil aktien prozent vertrag tochter
    le la les un une des du de et ou mais il elle ils elles nous je dans selon depuis pdg directeur
    président monsieur madame
    el los las una y o pero ella ellos en según desde presidente señor""".split()
)
_DEMONYM = re.compile(r"(?:ian|ean|ican|ese|ish|ский|ская|ское|ischer?|ische|ienne)$", re.I)
_PRONOUN = re.compile(r"(?:He|She|Он|Она|Er|Sie|Il|Elle|Él|Ella)(?=\s)")
_WE = re.compile(r"\bwe(?=\s)", re.I)
_PUNCTUATION = re.compile(r"[,;:—–()]")
_BLANKS = re.compile(r"\s*")
_WORD = 24
"""Characters before a full stop in which an abbreviation stands."""

_PROSE = 2_000
"""Characters of a sentence, and no more: what is longer is a table or a list, and says nothing."""

_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|doubt\w*|dispute[sd]?|отриц\w+|опроверг\w+|bestr[ie]\w+|dément\w*"
    r"|nieg\w+|negó|negaron)\b",
    re.I,
)
"""A sentence that begins so takes back all that follows, whatever clauses stand between."""

_NOBODY = ("interviewer", "interviewee")


class _Party(NamedTuple):
    """A party in a sentence.

    Attributes:
        start: where it stands, in the document's text.
        end: after it.
        name: the fullest name that the document uses.
        person: whether it is known to be one.
    """

    start: int
    end: int
    name: str
    person: bool


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with its parties as numbers."""

    start: int
    end: int
    masked: str
    parties: tuple[_Party, ...]


def propose(document: Document, found: Sequence[Found]) -> tuple[Proposed, ...]:
    """The relations that a document states in plain words, in the order of the text.

    Between parties that were found, and capitalised names beside them that were not. The same
    relation between the same two is proposed once, from the sentence that says it first; one with
    a share goes before one without.

    Args:
        document: the document.
        found: who is in it, with all mentions.
    """
    mentions = sorted(
        (
            _Party(one.start, one.end, whole.name, whole.type == "person")
            for whole in found
            for one in whole.mentions
        ),
        key=lambda party: (party.start, -party.end),
    )
    best: dict[tuple[str, str, str], Proposed] = {}
    place = 0
    for block in document.blocks:
        while place < len(mentions) and mentions[place].start < block.start:
            place += 1
        stop = place
        while stop < len(mentions) and mentions[stop].start < block.end:
            stop += 1
        for one in _in_block(document, block, mentions[place:stop]):
            key = (one.relation, one.subject, one.object)
            if key not in best or (one.share and not best[key].share):
                best[key] = one
        place = stop
    return _settled(sorted(best.values(), key=lambda one: one.start))


def words(one: Proposed) -> str:
    """A proposed relation in one sentence.

    >>> words(Proposed("stake", "Rostec", "Kalashnikov", "parent of", "", "", 0, ""))
    'Kalashnikov is a subsidiary of Rostec'
    >>> words(Proposed("link", "Chemezov", "Rostec", "chief executive of", "", "", 0, ""))
    'Chemezov is chief executive of Rostec'
    """
    share = one.share + ("" if one.share.endswith("share") else " %") if one.share else ""
    if one.relation == "parent of":
        held = f" ({share})" if share else ""
        return f"{one.object} is a subsidiary of {one.subject}{held}"
    if one.relation == "owns":
        return f"{one.subject} owns {f'{share} of ' if share else ''}{one.object}"
    if one.relation == "sold a stake in":
        return f"{one.subject} sold {share or 'a stake'} of {one.object}"
    verb = "" if one.relation in ("runs", "controls") else "is "
    verb = "has a " if one.relation in ("joint venture with", "contract with") else verb
    return f"{one.subject} {verb}{one.relation} {one.object}"


def _settled(proposed: Sequence[Proposed]) -> tuple[Proposed, ...]:
    """Without ``owns`` where the same sentence is better said: ``parent of``, ``controls``."""
    better = {(one.subject, one.object) for one in proposed if one.relation == "parent of"}
    return tuple(
        one
        for one in proposed
        if not (one.relation == "owns" and not one.share and (one.subject, one.object) in better)
    )


def _in_block(document: Document, block: Block, mentions: Sequence[_Party]) -> Iterator[Proposed]:
    before: _Sentence | None = None
    place = 0
    for start, end in sentences(block.text):
        while place < len(mentions) and mentions[place].start - block.start < start:
            place += 1
        stop = place
        while stop < len(mentions) and mentions[stop].start - block.start < end:
            stop += 1
        here, place = mentions[place:stop], stop
        if end - start > _PROSE:
            before = None
            continue
        sentence = _masked(document, block, start, end, here, before)
        if not sentence.masked.rstrip('"”’» ').endswith("?") and len(sentence.parties) > 1:
            yield from _stated(document, block, sentence)
        before = sentence


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a block begin and end.

    >>> text = "Mr. J. Smith of Acme Inc. runs it. U.S. law forbids it."
    >>> [text[start:end] for start, end in sentences(text)]
    ['Mr. J. Smith of Acme Inc. runs it.', 'U.S. law forbids it.']
    """
    start = 0
    for stop in _END.finditer(text):
        if stop.group() == ".":
            after, least = _next(text, stop.end()), max(start, stop.end() - _WORD)
            if _SHORT.search(text, least, stop.end()) or (
                text[after : after + 1].islower() and _FORM.search(text, least, stop.end())
            ):
                continue
        if text[start : stop.end()].strip():
            yield start, stop.end()
        start = _next(text, stop.end())
    if text[start:].strip():
        yield start, len(text)


def _next(text: str, place: int) -> int:
    """Where the next word begins."""
    found = _BLANKS.match(text, place)
    return found.end() if found else place


def _masked(
    document: Document,
    block: Block,
    start: int,
    end: int,
    mentions: Sequence[_Party],
    before: _Sentence | None,
) -> _Sentence:
    text, first = document.text, block.start + start
    last = block.start + end
    known: list[_Party] = []
    reached = first
    for one in mentions:
        if one.start >= reached and one.end <= last:
            known.append(_without_s(text, one))
            reached = one.end
    begin = first
    spoken = _spoken(document, block, text[first:last])
    pronoun = _PRONOUN.match(text, first, last)
    if pronoun and before and not (known and known[0].start < pronoun.end()):
        person = next((one for one in before.parties if one.person), None)
        if person:
            known.insert(0, _Party(first, pronoun.end(), person.name, True))
            begin = before.start
    if spoken:
        known.append(_Party(first + spoken[0], first + spoken[1], spoken[2], True))
    known.sort()
    gaps: list[_Party] = []
    reached = first
    for limit in (*(one.start for one in known), last):
        gaps += _names(text, reached, limit)
        reached = next((one.end for one in known if one.start == limit), limit)
    parties = tuple(sorted((*known, *gaps)))
    pieces, reached = [], first
    for number, one in enumerate(parties):
        pieces += [_plain(text[reached : one.start]), f"⟦{number}⟧"]
        reached = one.end
    pieces.append(_plain(text[reached:last]))
    return _Sentence(begin, last, "".join(pieces), parties)


def _plain(text: str) -> str:
    return text.replace("⟦", " ").replace("⟧", " ").replace("'", "’").replace("‑", "-")


def _without_s(text: str, one: _Party) -> _Party:
    """A mention without its ’s: that is a word of the sentence."""
    if text[one.end - 2 : one.end].lower() in ("'s", "’s") and one.end - one.start > 3:
        return one._replace(end=one.end - 2)
    return one


def _spoken(document: Document, block: Block, text: str) -> tuple[int, int, str] | None:
    """A ``we``, where the document names who says it: they speak for those whom they run."""
    found = _WE.search(text)
    turn = document.turn_of(block) if found else None
    if found is None or turn is None or turn.role == "question" or turn.speaker in _NOBODY:
        return None
    return found.start(), found.end(), turn.speaker


def _names(text: str, start: int, end: int) -> Iterator[_Party]:
    """Capitalised names between two places of a text."""
    run: list[re.Match[str]] = []
    for token in (*_TOKEN.finditer(text, start, end), None):
        apart = text[run[-1].end() : token.start()] if run and token else ""
        word = token.group() if token else ""
        proper = bool(token) and word[0].isupper() and word.lower() not in _NO_NAME
        joining = bool(run) and word.lower() in _JOINS and apart == " "
        if run and (not token or apart.strip(" .") or len(apart) > 2 or not (proper or joining)):
            yield from _name(text, run)
            run = []
        if token and (proper or (joining and run)):
            run.append(token)


def _name(text: str, run: Sequence[re.Match[str]]) -> Iterator[_Party]:
    while run and run[-1].group().lower() in _JOINS:
        run = run[:-1]
    while run and _DEMONYM.search(run[0].group()) and len(run) > 1:
        run = run[1:]
    if not run:
        return
    start, end = run[0].start(), run[-1].end()
    if _FORM.search(text, start, end + 1):
        end += 1
    name = text[start:end]
    if name[-2:].lower() in ("'s", "’s"):
        end, name = end - 2, name[:-2]
    if len(name) < 2 or (len(run) == 1 and _DEMONYM.search(name)):
        return
    yield _Party(start, end, name, False)


def _stated(document: Document, block: Block, sentence: _Sentence) -> Iterator[Proposed]:
    for tongue in tongues():
        if not tongue.only.search(sentence.masked):
            continue
        for phrase in tongue.phrases:
            for match in _matches(phrase.pattern, sentence.masked):
                if not _fact(tongue, sentence.masked, match):
                    continue
                for one, other in _ends(match, sentence):
                    yield from _proposed(document, block, sentence, phrase, match, one, other)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match, those that overlap too."""
    place = 0
    while match := pattern.search(text, place):
        yield match
        place = match.start() + 1


def _fact(tongue: Tongue, masked: str, match: re.Match[str]) -> bool:
    """Whether the clause states it: nothing in it, nor before it in its clause, takes it back."""
    marks = [mark.end() for mark in _PUNCTUATION.finditer(masked, 0, match.start())]
    start = marks[-1] if marks else 0
    end = _PUNCTUATION.search(masked, match.end())
    clause = masked[start : min(end.start() if end else len(masked), match.end() + 12)]
    if re.match(r"\s*(?:if|unless|whether|wenn|falls|если|si)\b", masked, re.I):
        return False
    if _DENIED.search(masked, 0, match.end()):
        return False
    return not tongue.no_fact.search(clause)


def _ends(match: re.Match[str], sentence: _Sentence) -> Iterator[tuple[int, int]]:
    """Who holds and what is held; a row of names behind the last one counts each of them."""
    one, other = int(match["a"]), int(match["b"])
    yield one, other
    last = "a" if match.end("a") > match.end("b") else "b"
    for more in chained(sentence.masked, match.end()):
        yield (more, other) if last == "a" else (one, more)


def _proposed(
    document: Document,
    block: Block,
    sentence: _Sentence,
    phrase: Phrase,
    match: re.Match[str],
    one: int,
    other: int,
) -> Iterable[Proposed]:
    holder, held = sentence.parties[one].name, sentence.parties[other].name
    if holder == held or _country(holder) or (_country(held) and not phrase.countries):
        return
    groups = match.groupdict()
    office = _office(groups.get("office") or "")
    said = next((text for name, text in groups.items() if name[:5] == "share" and text), "")
    alone = other == int(match["b"]) and one == int(match["a"])
    yield Proposed(
        phrase.kind,
        holder,
        held,
        phrase.relation.replace("{office}", office),
        percent(said) if said and alone else "",
        document.text[sentence.start : sentence.end].strip(),
        sentence.start,
        block.place,
    )


def _country(name: str) -> bool:
    return code(name) != name.strip().casefold()


def _office(caught: str) -> str:
    """An office in English: as the text has it, if that is English.

    >>> [_office(text) for text in ("Director-General", "CEO", "Vorstandschef", "Gründerin")]
    ['director general', 'CEO', 'head', 'founder']
    """
    plain = caught.lower().replace("-", " ")
    if plain == "ceo":
        return "CEO"
    if re.match("gründ|fondat|fundad|основат", plain):
        return "founder"
    return plain if _ENGLISH.match(plain) else "head"


_ENGLISH = re.compile(
    r"chief|director general|general d|managing|chair|president$|head|boss|co ?founder|founder"
)
