"""Who speaks in an interview: questions and answers, told by labels, dashes, or how they run.

A text that is no interview has no turns: it must either say who speaks, or take turns like a
conversation *and* be called one or answer in the first person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Literal

from caveat.screening.documents.document import Block, Turn
from caveat.screening.documents.interviewee import CALLED, interviewee

Role = Literal["question", "answer", "statement"]

_ASKS = frozenset(
    "q question interviewer в вопрос корр корреспондент журналист интервьюер ведущий в. питання "
    "frage interviewer f pregunta p entrevistador pergunta domanda d intervistatore vraag pytanie "
    "soru 问 記者 记者 问题 س سؤال moderator host".split()
)
_ANSWERS = frozenset(
    "a answer interviewee о ответ відповідь antwort respuesta r réponse resposta risposta "
    "antwoord odpowiedź cevap 答 ج جواب".split()
)
_LABEL = re.compile(
    r"(?P<label>[^\W\d_](?:[\w’'. -]{0,38}[\w.])?)\s*(?P<mark>[:：])\s*(?P<rest>.*)", re.S
)
_LETTER = re.compile(r"(?P<label>Q|A|В|О)\s*(?P<mark>[.)–—-])\s+(?P<rest>.+)", re.S)
_DASH = re.compile(r"[–—―-]\s*(?=[^\s\d–—―-])")

_QUESTION = re.compile(r"[?？؟՞](?:\s*[\])\"'”’»]*)?$")
_ENDS = re.compile(r"[.!?…。！？؟:;](?:\s*[\])\"'”’»]*)?$|\]$")
_SENTENCES = re.compile(r"[.!?…。！？]+(?=\s|$|[”’»\"])")
_SECOND_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?…]\s+\S")
_FIRST = re.compile(
    r"\b(?:I|I['’]\w+|me|my|we|we['’]\w+|us|our|ours|я|мне|меня|мы|нас|нам|наш\w*|мой|моя|ich|mich|mir"
    r"|wir|uns|unser\w*|mein\w*|je|j['’]\w+|nous|notre|nos|mon|ma|yo|nosotros|nuestr\w+|mi|me|eu|nós"
    r"|meu|noi|nostr\w+|io)\b|我|我们|私|うち",
)
_SECOND = re.compile(
    r"\b(?:you|your|yours|вы|вас|вам|ваш\w*|sie|ihr\w*|ihnen|vous|votre|vos|usted\w*|você\w*|lei|voi)\b"
    r"|[你您]|あなた",
    re.I,
)
_TURNS_TO = re.compile(
    r"(?:but|and|so|yet|still|however|но|а|и|однако|aber|und|mais|et|pero|ma|e)\b", re.I
)
_ASSENT = re.compile(
    r"(?:yes|no|well|of course|sure|look|right|exactly|correct|let['’]s|да|нет|конечно|ja|nein|oui"
    r"|non|sí|claro|certo|sim|não|是|不)\b",
    re.I,
)
_APART = re.compile(
    r"(?:read more|more on|related|see also|advertisement|sign up|photo|image|watch|listen|share"
    r"|читайте также|фото|подробнее|mehr zum thema|lesen sie auch|lire aussi|à lire|lea también"
    r"|leggi anche)\b[^.]{0,80}:?$|this (?:interview|conversation|transcript|q&a)\b.{0,60}"
    r"\b(?:edited|condensed|translated|conducted)|interview(?:ed)? (?:conducted )?by\b"
    r"|(?:беседовал|интервью (?:взял|провел))",
    re.I,
)
_LAST = re.compile(
    r"(?:read more|related|see also|читайте также|lire aussi|lesen sie auch)\b[^.]{0,40}:?$", re.I
)

_LONGEST = 600
"""Characters of a question. Longer paragraphs that end with a question mark are rhetoric."""

_PROMPT = 200
"""Characters of a statement by which an interviewer asks."""

_SIGN = 150
"""Characters of a line that is nobody's: a link, a caption, a heading."""

_FEWEST = 3
"""Questions that an interview has at least, if nothing says who speaks."""


def turns(blocks: Sequence[Block]) -> tuple[Turn, ...]:
    """The turns of an interview, in order; none for any other text.

    Args:
        blocks: of the document.

    Returns:
        Turns with a speaker each. Blocks of nobody (introduction, links, captions) are in none.
    """
    blocks = [block for block in blocks if block.kind not in ("header", "row", "caption")]
    if len(blocks) < 2:
        return ()
    return _labelled(blocks) or _dashed(blocks) or _running(blocks)


def asks(text: str) -> bool:
    """Whether a paragraph ends as a question."""
    return bool(_QUESTION.search(text))


def _labelled(blocks: list[Block]) -> tuple[Turn, ...]:
    """Turns of a text that says who speaks, in front of what they say."""
    labels = [_label(block.text) for block in blocks]
    count = Counter(label for label, _ in labels if label)
    if "q" in count or "question" in count:
        speakers = {label for label in count if label in _ASKS | _ANSWERS or count[label] > 1}
    else:
        speakers = {label for label, times in count.items() if times > 1}
    spoken: dict[str, list[str]] = {}
    for (label, rest), following in zip(labels, [*blocks[1:], None], strict=True):
        if label in speakers:
            spoken.setdefault(label, []).append(rest or (following.text if following else ""))
    asking = {label: sum(asks(text) for text in said) / len(said) for label, said in spoken.items()}
    total = sum(len(said) for said in spoken.values())
    if len(spoken) < 2 or total < 4 or sum(asks(t) for s in spoken.values() for t in s) < 2:
        return ()
    order = [label for label, _ in labels if label in speakers]
    changes = sum(one != two for one, two in pairwise(order))
    first = next(n for n, (label, _) in enumerate(labels) if label in speakers)
    if changes < 0.6 * (len(order) - 1) or total < 0.25 * (len(blocks) - first):
        return ()
    name = interviewee(blocks[:first])
    most = max(asking.values())
    found: list[Turn] = []
    for index in range(first, len(blocks)):
        label, _ = labels[index]
        block = blocks[index]
        if _LAST.match(block.text):
            break
        if label not in speakers:
            if not _is_sign(block):
                _go_on(found, block)
            continue
        role: Role = "answer"
        if label in _ASKS or (label not in _ANSWERS and asking[label] == most and most >= 0.4):
            role = "question"
        said = _spelled(block.text)
        speaker = "interviewer" if label in _ASKS else name if label in _ANSWERS else said
        found.append(Turn(block.number, block.number, speaker, role, True))
    return tuple(found)


def _label(text: str) -> tuple[str, str]:
    """The label in front of a paragraph, folded, and what is said; empty if there is none."""
    match = _LETTER.match(text) or _LABEL.match(text)
    if match is None or len(match["label"].split()) > 4:
        return "", text
    label = match["label"].casefold().rstrip(". ")
    if match["label"][0].islower() and label not in _ASKS | _ANSWERS:
        return "", text
    return label, match["rest"].strip()


def _spelled(text: str) -> str:
    match = _LABEL.match(text) or _LETTER.match(text)
    assert match is not None
    return match["label"].strip()


def _go_on(found: list[Turn], block: Block) -> None:
    """A paragraph that goes on with what the last speaker said."""
    last = found[-1]
    if last.last == block.number - 1:
        found[-1] = Turn(last.first, block.number, last.speaker, last.role, last.labelled)
    else:
        found.append(Turn(block.number, block.number, last.speaker, last.role, last.labelled))


def _dashed(blocks: list[Block]) -> tuple[Turn, ...]:
    """Turns of a text in which a dash says that another one speaks, as in Russian and French."""
    dashed = [bool(_DASH.match(block.text)) for block in blocks]
    if sum(dashed) < 4:
        return ()
    first = next(
        (n for n, block in enumerate(blocks) if dashed[n] and asks(block.text)), len(blocks)
    )
    rest = [n for n in range(first, len(blocks)) if dashed[n]]
    asked = [n for n in rest if asks(blocks[n].text)]
    if len(asked) < 2 or len(rest) < 0.4 * (len(blocks) - first) or len(asked) < 0.3 * len(rest):
        return ()
    name = interviewee(blocks[:first])
    found: list[Turn] = []
    for index in range(first, len(blocks)):
        block = blocks[index]
        if _LAST.match(block.text):
            break
        if not dashed[index]:
            if not _is_sign(block):
                _go_on(found, block)
            continue
        question = not found or found[-1].role == "answer"
        found.append(
            Turn(
                block.number,
                block.number,
                "interviewer" if question else name,
                "question" if question else "answer",
                False,
            )
        )
    return tuple(found)


def _running(blocks: list[Block]) -> tuple[Turn, ...]:
    """Turns of a text that nowhere says who speaks: short questions, longer answers."""
    asked = [
        index
        for index, block in enumerate(blocks)
        if asks(block.text) and len(block.text) <= _LONGEST
    ]
    if len(asked) < _FEWEST:
        return ()
    called = [index for index, block in enumerate(blocks[: asked[2]]) if CALLED.search(block.text)]
    first = next((index for index in asked if not called or index > called[-1]), len(blocks))
    roles = _roles(blocks, first)
    questions = [n for n, role in roles.items() if role == "question"]
    answers = [n for n, role in roles.items() if role == "answer"]
    if not _is_conversation(blocks, questions, answers, bool(called)):
        return ()
    name = interviewee(blocks[:first])
    found: list[Turn] = []
    for index, role in roles.items():
        block = blocks[index]
        if found and found[-1].role == role and found[-1].last == block.number - 1:
            _go_on(found, block)
        else:
            speaker = "interviewer" if role == "question" else name
            found.append(Turn(block.number, block.number, speaker, role, False))
    return tuple(found)


def _roles(blocks: list[Block], first: int) -> dict[int, Role]:
    """Who speaks each paragraph from the first question on; nobody's are left out."""
    end = next((n for n in range(first, len(blocks)) if _LAST.match(blocks[n].text)), len(blocks))
    spoken = [n for n in range(first, end) if not _is_sign(blocks[n])]
    roles: dict[int, Role] = {}
    before: int | None = None
    for index in spoken:
        text = blocks[index].text
        question = asks(text) and len(text) <= _LONGEST
        if before is not None and text[0].islower() and not _ENDS.search(blocks[before].text):
            question = roles[before] == "question"  # a sentence that a page's end divided
        elif question and before is not None:
            own = bool(_FIRST.search(text))
            asked = roles[before] == "question"
            several = len(_SENTENCES.findall(text)) > 1
            if asked and own and several and len(text) > len(blocks[before].text):
                question = False  # an answer that ends by asking
            elif not asked and own and several and not _SECOND.search(text):
                question = False
        roles[index] = "question" if question else "answer"
        before = index
    _prompts(blocks, spoken, roles)
    return roles


def _prompts(blocks: list[Block], spoken: list[int], roles: dict[int, Role]) -> None:
    """Statements by which an interviewer asks: a short one between two answers.

    Where answers mostly have one paragraph, any short sentence of a third person that a longer
    paragraph follows is one; else it must speak to somebody, or begin as an objection does.
    """
    runs = [0]
    for index in spoken:
        if roles[index] == "question":
            runs.append(0)
        else:
            runs[-1] += 1
    runs = [run for run in runs if run]
    single = sum(run == 1 for run in runs) >= 0.5 * len(runs) if runs else False
    for before, index, after in zip(spoken, spoken[1:], spoken[2:], strict=False):
        text, answer = blocks[index].text, blocks[after].text
        if roles[before] == roles[index] == roles[after] == "answer" and (
            not text[0].islower()
            and len(text) <= _PROMPT
            and len(_SENTENCES.findall(text)) <= 2
            and not _FIRST.search(text)
            and not _ASSENT.match(text)
            and (
                _SECOND.search(text)
                or _TURNS_TO.match(text)
                or (single and len(text) < len(answer))
            )
        ):
            roles[index] = "question"


def _is_conversation(
    blocks: list[Block], questions: list[int], answers: list[int], called: bool
) -> bool:
    """Whether a text takes turns as a conversation does, and is one by its words."""
    if len(questions) < _FEWEST or len(answers) < _FEWEST:
        return False
    if len(questions) < 0.2 * (len(questions) + len(answers)):
        return False
    answered = sum(n + 1 in answers or n + 2 in answers for n in questions)
    if answered < 0.8 * len(questions):
        return False
    if median(len(blocks[n].text) for n in questions) > median(
        len(blocks[n].text) for n in answers
    ):
        return False
    own = sum(bool(_FIRST.search(blocks[n].text)) for n in answers) / len(answers)
    spoken_to = sum(bool(_SECOND.search(blocks[n].text)) for n in questions) / len(questions)
    headings = all(blocks[n].kind == "heading" for n in questions)
    if called:
        return own >= 0.2
    return not headings and own >= 0.5 and spoken_to >= 0.2


def _is_sign(block: Block) -> bool:
    """Whether a paragraph is nobody's: a link, a caption, a heading, a note by the editors."""
    if _APART.match(block.text):
        return True
    if asks(block.text):
        return False
    text = block.text
    return len(text) <= _SIGN and not _ENDS.search(text) and not _SECOND_SENTENCE.search(text)
