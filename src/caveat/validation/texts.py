"""Names put into sentences of a document, and what the document reader makes of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from caveat.screening.documents.document import BlockKind, Document, laid_out
from caveat.subject import Subject
from caveat.validation import changes
from caveat.validation.asking import Filter
from caveat.validation.cases import Case, Drawn, Lists, fit
from caveat.validation.families import Family
from caveat.validation.plain import folded, script

NAMES = 16
"""Names in one document, each in a paragraph of its own."""

FAMILIES = (
    Family("in a document", changes.exact),
    Family("in a document, in capitals", lambda chance, words, type: " ".join(words).upper()),
    Family("in a document, one typo", changes.one_typo),
    Family("in a document, marks between the words", changes.punctuation),
)
_WHAT = (
    "As listed, in a sentence of a document.",
    "In capitals, in a sentence of a document.",
    "With one typo, in a sentence of a document.",
    "With other marks between its words, in a sentence of a document.",
)

SENTENCES: dict[str, tuple[str, ...]] = {
    "Latin": (
        "The contract was signed on behalf of {} in the presence of two witnesses.",
        "According to the register, {} has been mentioned in three transactions since March.",
        "We were told that the payment came from {} and was returned the next day.",
        "Nobody at the meeting could say whether {} had approved the terms.",
        "Nach Angaben der Bank wurde die Zahlung von {} veranlasst.",
        "Le contrat a été conclu avec {} au mois de juin.",
        "El pago fue ordenado por {} según consta en el expediente.",
    ),
    "Cyrillic": (
        "В договоре указано: {}, подпись и дата.",
        "По данным реестра, {} упоминается в трёх сделках.",
    ),
    "Arabic": ("ورد في العقد اسم {} مع التوقيع والتاريخ.", "وفقا للسجل ذكر {} في ثلاث صفقات."),
    "Han": ("合同中提到的是 {} ，并附有签名和日期。", "根据登记，{} 在三笔交易中被提及。"),
    "Hangul": ("계약서에는 {} 의 이름과 서명이 있다.",),
    "Greek": ("Στη σύμβαση αναφέρεται {} με υπογραφή και ημερομηνία.",),
    "Hebrew": ("בחוזה מופיע השם {} עם חתימה ותאריך.",),
}
"""Sentences by the script of the name; others are put into the Latin ones."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document made of sentences.

    Attributes:
        lines: the sentences, each with one name in it.
        truths: for each the ids of those of whom one must be found in it; empty for a clean name.
    """

    lines: tuple[str, ...]
    truths: tuple[frozenset[str], ...]


def cases(lists: Lists, count: int, seed: int) -> list[Drawn]:
    """The cases of the families about documents; their subjects are the names as written there."""
    usual = [name for name in lists.names if fit(name) and len(name.name.split()) > 1]
    found = []
    for family, what in zip(FAMILIES, _WHAT, strict=True):
        key = f"{seed} {family.name}"
        chance = random.Random(key)
        drawn: list[Case] = []
        for name in lists.ordered(usual, key):
            other = family.change(chance, name.name.split(), name.type)
            if not other or "\n" in other:
                continue
            truth = lists.truth(name)
            if lists.bearers.get(folded(other), truth).isdisjoint(truth):
                continue
            subject = Subject(other, name.type)
            cluster = lists.cluster(name)
            drawn.append(Case(family.name, "documents", subject, name, truth, cluster))
            if len(drawn) == count:
                break
        found.append(Drawn(family.name, "documents", what, tuple(drawn), 0))
    return found


def written(names: Sequence[tuple[str, frozenset[str]]], seed: int) -> list[Text]:
    """Documents of so many names each.

    Args:
        names: each with those of whom one must be found.
        seed: the same seed gives the same sentences.
    """
    chance = random.Random(seed)
    lines = [
        chance.choice(SENTENCES.get(script(name), SENTENCES["Latin"])).format(name)
        for name, _ in names
    ]
    truths = [truth for _, truth in names]
    return [
        Text(tuple(lines[at : at + NAMES]), tuple(truths[at : at + NAMES]))
        for at in range(0, len(lines), NAMES)
    ]


def read(filter: Filter, texts: Sequence[Text]) -> list[list[bool]]:
    """For each sentence of each document, whether the reader raised whom it must.

    For a sentence with a clean name: whether it raised anybody.
    """
    return [_read(filter, text) for text in texts]


def _read(filter: Filter, text: Text) -> list[bool]:
    kind: BlockKind = "paragraph"
    parts = [(line, kind, None, f"line {n}") for n, line in enumerate(text.lines, 1)]
    whole, blocks = laid_out(parts)
    document = Document("validation", "text", "", "", whole, blocks)
    terms = filter.terms
    reading = filter.library.read(
        document,
        sources=terms.sources or None,
        threshold=terms.threshold,
        limit=terms.limit,
        max_age=terms.max_age,
        ownership=False,
    )
    raised: list[set[str]] = [set() for _ in text.lines]
    for found in reading.found:
        for mention in found.mentions:
            raised[mention.block - 1] |= {hit.entity.id for hit in found.now.hits}
    return [
        bool(ids & truth) if truth else bool(ids)
        for ids, truth in zip(raised, text.truths, strict=True)
    ]
