"""Sentences of Caveat's own, in the reader's language.

Answers say in English how they are known. Here are the patterns of those sentences, as messages
of the catalogue; a sentence that fits none is shown as it is, and marked as English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from gettext import NullTranslations

from caveat.match.alike import HOWS
from caveat.match.evidence import Evidence
from caveat.match.explain import sentence
from caveat.pages import case_words, deal_words, file_words


def _(message: str) -> str:
    """Marks a message for extraction."""
    return message


PATTERNS: tuple[str, ...] = (
    # how the status of a designation is known (caveat.library.timeline)
    _("The publisher dates the designation {days}."),
    _("The publisher dates the designation only {days}."),
    _("The publisher dates the removal {days}."),
    _("The programme did not exist before {day}."),
    _("The version of {day} carries it."),
    _("The version of {day} does not carry it."),
    _("The version of {day} carries it, but a later one dates the designation {days}."),
    _("The version of {day} carries it, but a later one dates the removal {days}."),
    _("The version of {day} carries it, the next one, of {next}, does not; the publisher gives no "
      "date of removal."),
    _("The version of {day} does not carry it, the next one, of {next}, does; the date of "
      "designation is older."),
    _("The version of {day} does not carry it, the next one, of {next}, does; it gives no date of "
      "designation."),
    _("The oldest version at hand, of {day}, carries it; the publisher gives no date of "
      "designation."),
    _("The oldest version at hand, of {day}, does not carry it."),
    _("between {first} and {last}"),
    # evidence (caveat.match.explain)
    _("The identifier {subject} is another one than the listed {listed}."),
    _("The identifier {subject} is the listed {listed}."),
    _("“{listed}” is a weak alias: by itself it is not expected to be screened for."),
    _("Born {subject} fits {listed}."),
    _("Born {subject} is a slip away from {listed}."),
    _("Born {subject} does not fit {listed}."),
    _("The country {subject} fits."),
    _("The country {subject} is none of the listed ones ({listed})."),
    _("The gender, {subject}, fits; that says little."),
    _("The subject is {subject}, the listed party {listed}."),
    _("The subject is of type {subject}, the listed party of type {listed}."),
    _("The address “{subject}” has much in common with “{listed}”."),
    # cautions (caveat.screening)
    _("This is a starter list of about sixty parties. It is not fit for compliance."),
    _("OFSI closed this list on 2026-01-28; the UK Sanctions List (uk-sl) replaces it."),
    _("{list} is stale: last confirmed on {day}, {days} days before."),
    _("{list}: no version had come out by {day}; the oldest one in the library is of {oldest}."),
    _("{list}, version of {day}: {caution}"),
    _("The file of {part} was not given: {part2} are missing from this version."),
    _("{count} entry numbers of the {part} are not in the list of parties, such as {number}."),
    _("The oldest versions at hand came out after {day}: {lists}. Parties that were taken off a "
      "list before then are not known."),
    _("For a hit marked possible, the data cannot tell whether it was listed on {day}: see its "
      "designations."),
    _("More parties may match than the {count} shown: ask with a higher limit, or say more about "
      "the subject."),
    _("The version of {day} was read from {format}, that of {next} from {format2}: some "
      "differences are of the format, not of the list."),
    _("{count} elements are not known to the parser, and kept as notes."),
    # ownership (caveat.ownership.explain)
    _("{name} is itself listed on {day} ({why}) [{test}]."),
    _("{name} is itself listed on {day} [{test}]."),
    _("{name} is blocked on {day}: blocked parties own or control enough of it [{test}]."),
    _("{name} may be blocked on {day}: what is known does not settle it [{test}]."),
    _("{name} is not blocked on {day}, on what is known [{test}]."),
    _("Blocked parties hold {held}; the test asks for {measure}: {gap} short."),
    _("Blocked parties hold {held}; the test asks for {measure}: exactly enough."),
    _("Blocked parties hold {held}; the test asks for {measure}: {gap} more than needed."),
    _("Blocked parties control it; their share, {held}, does not matter."),
    _("{count} of the stakes that count have no first day in their source; they are taken as held "
      "on the day."),
    _("A stake said to be held through others counts by itself; it is added to direct stakes only "
      "as a possibility, since both may be the same shares."),
    _("{name} ({id}) is taken as {caption} ({party}): {how}."),
    _("{name} ({id}) is perhaps {caption} ({party}): {how}; settle it with caveat links."),
    _("To settle it, find out {questions}."),
    _("whether {owner} was listed on {day}"),
    _("how much of {owned} belongs to {owner} (known: {share})"),
    _("how many of the votes in {owned} are {owner}'s (known: {share})"),
    _("what {owner} has of {owned} (known: an interest, {what})"),
    _("The smallest change that frees it: {steps}."),
    _("The smallest change that blocks it: {steps}."),
    _("A change that frees it: {steps}."),
    _("A change that blocks it: {steps}."),
    _("none is needed"),
    _("blocked parties acquire {points} more of the {what} of {owned}"),
    _("{owner} gives up {points} of the {what} of {owned}"),
    _("{owner} gives up its interest ({what}) in {owned}"),
    _("more than {points}"),
    _("{name}, which is or may be blocked, {right}. This test speaks of ownership, not of control; "
      "be careful nevertheless."),
    _("can appoint most of its board"),
    _("controls it"),
    _("has {share} of its votes"),
    _("{low} for certain, at most {high}"),
    _("{share} or more of {what}"),
    _("more than {share} of {what}"),
    _("an unknown share"),
    _("at most {share}"),
    _("{number} points"),
    _("{number} point"),
    # refusals that a reader meets (caveat.errors)
    _("'{text}' is not a day. Write it as YYYY-MM-DD, as 2018-02-15."),
    _("Birth date: '{text}' is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD."),
    _("{day} lies in the future. Ask about today or before."),
    _("What was true on {day} could not be known at {known}. Ask about that day or an earlier "
      "one."),
    _("No list in the library had come out by {day}. Import older versions, or ask about a later "
      "day."),
    _("A subject needs a name or an identifier. Give at least one of them."),
    _("No list in the library has a party {id}. Find its id with caveat screen NAME, or caveat "
      "screen --identifier NUMBER."),
    _("There is no list in the library {place}. Get the official lists with caveat update."),
    _("No party of a list or of the stakes has the id or the name {id}. Find ids with caveat "
      "screen NAME, caveat links or caveat ownership --all."),
    _("There is no version of {list} in the library. Get it with caveat update {list2}, or caveat "
      "import."),
    _("{day} is after {next}. Say the earlier day first."),
    _("The list is empty. Write one name a line."),
    _("No file was chosen. Choose one, or drop it on the page."),
    _("The file is empty. Choose another one."),
    _("There is no such file, or it was removed: it is kept for an hour. Hand the file over "
      "again."),
    _("This is no key. Copy it as it was shown when it was made."),
    _("This address says something unreadable."),
    _("This form was not given out by this page, or is too old. Open the page again."),
    # cautions of the tests of ownership, and signing in at a provider
    _("The presumption that an owned or controlled party's assets are the listed party's "
      "can be rebutted case by case."),
    _("SECO's wording was read in its version of 27 August 2024; check whether a later one "
      "says 50 percent or more."),
    _("Whether a designated person could have a party's affairs conducted as they wish is a"
      " question of fact that stakes alone do not answer (regulation 7(4))."),
    _("The rule speaks of ownership only. OFAC urges caution where blocked persons control "
      "a party, hold a significant share of it, or sign or negotiate for it (FAQ 398, 400)."),
    _("A party found here is not blocked: the directive's prohibitions apply to it."),
    _("Blocked parties hold {share} of it: less than enough, but it may come under the "
      "measures later."),
    _("{name}, which is or may be blocked, gave up a stake of {share} by {until}."),
    _("A sale made to get round the measures does not count; see who stands behind the "
      "buyer."),
    _("Property that was blocked then stays blocked unless it was sold outside the reach of"
      " US law or under a licence (FAQ 402)."),
    _("This sign-in was not begun in this browser, or took too long. Begin again."),
    _("The identity provider did not let you in ({reason}). Begin again, or ask whoever "
      "runs it."),
    _("This answer comes from another identity provider."),
    _("The identity provider did not answer as it should ({reason}). Begin again, or ask "
      "whoever runs this service."),
    _("The identity provider knows you, but gives you no role here. Ask whoever runs this "
      "service."),
    _("Caveat decides nothing and gives no legal advice."),
)  # fmt: skip

HOW_WORDS: tuple[str, ...] = (
    _("exact"), _("order"), _("transliteration"), _("typo"), _("near name"), _("initial"),
    _("nickname"), _("translation"), _("variant"), _("glued"), _("acronym"), _("cut"),
    _("company form"), _("missing"), _("extra"),
)  # fmt: skip
"""In what way two words are the same (`caveat.match.alike.How`)."""

OTHER_WORDS: tuple[str, ...] = (
    _("listed"), _("possible"), _("not listed"), _("blocked"), _("clear"), _("hit"),
    _("rejected"), _("may be blocked"),
    _("not blocked on what is known"), _("person"), _("organization"), _("vessel"),
    _("aircraft"), _("any"), _("name"), _("alias"), _("weak_alias"), _("former_name"),
    _("identifier"), _("good"), _("stale"), _("incomplete"), _("not here"), _("added"),
    _("removed"), _("amended"), _("shares"), _("voting rights"), _("board"), _("control"),
    _("nominee"), _("trust"), _("unknown"), _("birth date"), _("country"), _("gender"),
    _("type"), _("address"), _("weak alias"), _("for"), _("against"), _("neutral"),
    _("male"), _("female"), _("Latin"), _("Cyrillic"), _("Arabic"), _("Chinese"),
    _("Japanese"), _("Hangul"), _("Hebrew"), _("Greek"), _("Georgian"), _("Armenian"),
    _("Devanagari"), _("Thai"), _("Bengali"), _("Ethiopic"), _("Myanmar"), _("Khmer"),
    _("OFAC 50 Percent Rule"), _("European Union, ownership and control"),
    _("United Kingdom, ownership and control"), _("Switzerland, ownership and control"),
    _("OFAC sectoral sanctions, Directive 1 under E.O. 13662"),
    _("OFAC sectoral sanctions, Directive 2 under E.O. 13662"),
    _("OFAC sectoral sanctions, Directive 3 under E.O. 13662"),
    _("OFAC sectoral sanctions, Directive 4 under E.O. 13662"),
)  # fmt: skip
"""The field's own words, as answers carry them."""

_INNER = ("days", "held", "gap", "measure", "high", "subject", "listed", "caution", "share",
          "questions", "steps", "points", "what", "right", "test", *case_words.INNER,
          *deal_words.INNER)  # fmt: skip
"""What stands in a sentence and is a phrase with words of its own."""


_DAY = r"\d{4}(?:-\d\d(?:-\d\d)?)?"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for message in (*PATTERNS, *case_words.PATTERNS, *deal_words.PATTERNS, *file_words.PATTERNS):
        parts = _PARTS.split(message)
        found.append((sum(map(len, parts[::2])), message, re.compile(_pattern(parts), re.DOTALL)))
    found.sort(key=lambda one: -one[0])  # the one that says most first
    return tuple((message, pattern) for _, message, pattern in found)


_PARTS = re.compile(r"\{(\w+)\}")


def _pattern(parts: list[str]) -> str:
    """The pattern of a message, given in turns: its own words, and the name of what is filled in.

    What is filled in reaches to where the words after it stand first, and no other way is tried
    (atomic groups): a long text that nearly fits takes no longer than one that fits.
    """
    whole, place = re.escape(parts[0]), 1
    while place < len(parts):
        name, after = parts[place], parts[place + 1]
        piece = f"(?P<{name}>{_DAY if name == 'day' else '.+?'}){re.escape(after)}"
        place += 2
        while place < len(parts) and parts[place] == "day":
            piece += f"(?P<day>{_DAY}){re.escape(parts[place + 1])}"
            place += 2
        whole += piece if place >= len(parts) else f"(?>{piece})"
    return whole


def say(text: str, catalogue: NullTranslations) -> str | None:
    """A sentence, or several, in another language; None if one is none of ours.

    >>> say("The version of 2018-01-31 carries it.", NullTranslations())
    'The version of 2018-01-31 carries it.'
    >>> say("Check it. The file says that Acme is widely held.", NullTranslations())
    'Check it. The file says that Acme is widely held.'
    >>> say("It rains.", NullTranslations()) is None
    True
    """
    if text in deal_words.WORDS or text in file_words.WORDS:
        return catalogue.gettext(text)
    for end in _ENDS.finditer(text):  # first, or what is filled in would swallow the others
        head, rest = text[: end.start()], text[end.end() :]
        if _matched(head) is not None and (others := say(rest, catalogue)) is not None:
            return f"{say(head, catalogue)} {others}"
    found = _matched(text)
    if found is None:
        return None
    message, said = found
    values = {name: _inner(name, value, catalogue) for name, value in said.items()}
    return catalogue.gettext(message).format(**values)


_ENDS = re.compile(r"(?<=\.) (?=[A-Z“'\"])")
"""Where a sentence may end and another one begin."""


@lru_cache(4096)
def _matched(text: str) -> tuple[str, dict[str, str]] | None:
    """The message that a sentence is, and what is filled in."""
    for message, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found:
            return message, found.groupdict()
    return None


def _inner(name: str, text: str, catalogue: NullTranslations) -> str:
    """What is filled in, in the other language where it has words of its own."""
    if name == "rule":  # words of the law, which are English in the data
        return f"{_QUOTE}{text}{_QUOTE}" if catalogue.info() else text
    between = deal_words.ROWS.get(name)
    if between is not None:
        return between.join(phrase(part, catalogue) for part in text.split(between))
    return phrase(text, catalogue) if name in _INNER else text


_QUOTE = "\ue000"
"""Stands before and after what stays English: a sign that no text has."""


def quoted(said: str) -> list[str]:
    """What `say` said, in turns: in the other language, and what stays English.

    >>> quoted("Beschränkt: \\ue000new debt\\ue000.")
    ['Beschränkt: ', 'new debt', '.']
    """
    return said.split(_QUOTE)


def phrase(text: str, catalogue: NullTranslations) -> str:
    """A part of a sentence in another language; as it is where it has no words of its own."""
    if text in OTHER_WORDS or text in case_words.WORDS or text in HOW_WORDS:
        return catalogue.gettext(text)
    if _ALSO in text:
        return "; ".join(phrase(part, catalogue) for part in text.split(_ALSO))
    return say(text, catalogue) or text


_ALSO = "; and "


def evidence(one: Evidence, catalogue: NullTranslations) -> str:
    """What was compared and what came of it, in one sentence."""
    text = sentence(one)
    return say(text, catalogue) or text


def messages() -> Iterator[str]:
    """Every message of this module."""
    yield from (*PATTERNS, *HOW_WORDS, *OTHER_WORDS, *case_words.PATTERNS, *case_words.WORDS,
                *deal_words.PATTERNS, *deal_words.WORDS,
                *file_words.PATTERNS, *file_words.WORDS)  # fmt: skip


assert set(HOWS) == set(HOW_WORDS)
