"""Who speaks in an interview; and that other texts are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from caveat.screening.documents import files
from caveat.screening.documents.document import BlockKind, laid_out
from caveat.screening.documents.turns import turns

REAL = Path(__file__).parents[3] / "../shared/documents/interview-2018-02.txt"


def spoken(*texts: str, kinds: dict[int, BlockKind] | None = None) -> list[tuple[str, str] | None]:
    """Role and speaker of each paragraph; None for what nobody says."""
    _, blocks = laid_out(
        [(text, (kinds or {}).get(n, "paragraph"), None, "") for n, text in enumerate(texts)]
    )
    found = turns(blocks)
    return [
        next(((t.role, t.speaker) for t in found if t.first <= b.number <= t.last), None)
        for b in blocks
    ]


Q, A = ("question", "interviewer"), ("answer", "Sergey Chemezov")


@pytest.mark.skipif(not REAL.exists(), reason="the real interview is not part of the project")
def test_the_real_interview_paragraph_by_paragraph() -> None:
    found = files.read(REAL)
    by_hand = {
        1: None,  # the paper's name
        2: None,  # the headline
        3: None,  # a caption
        4: None,
        5: None,  # introduction
        6: None,
        7: Q,  # In what direction do you expect Russian defense spending to go?
        8: A,  # I don’t think the expenditures on defense will grow.
        9: None,  # a link: Putin ally warns of arms race
        10: Q,  # How do you see the U.S. sanctions on Russia?
        11: A,  # I must say that we are industrialists and not politicians.
        12: Q,  # The S-400 ... still seems to be seeing a lot of demand.
        13: A,  # When the political situation in the world is tense
        14: Q,  # Your latest deals include Turkey and Saudi Arabia.
        15: A,  # Yes, we have signed a contract with Turkey.
        16: Q,  # Are there deals with other countries in the pipeline?
        17: A,  # Yes, but I can’t talk about them now.
        18: Q,  # From a strategic point of view for Russia
        19: A,  # The S-400 is not an offensive system
        20: Q,  # What's your feeling about where U.S.-Russian relations are heading?
        21: A,  # I think that the sooner we establish normal relations
        22: Q,  # When you talk about establishing normal relations
        23: A,  # Yes, that, too.
        24: Q,  # What will it lead to?
        25: A,  # It will lead to another arms race
        26: Q,  # But the new U.S. Nuclear Posture Review actually talks about responding
        27: A,  # We were the ones who suggested starting talks
        28: Q,  # Are you optimistic on New START?
        29: A,  # Under the condition that ... when we don't trust each other?
        30: Q,  # But Trump has said that he wants to improve relations.
        31: A,  # Yes, that’s what he says.
        32: Q,  # These bad relations and the danger of a new arms race
        33: A,  # Most of our companies are defense companies
        34: Q,  # To the extent that an arms race is already happening
        35: A,  # Let’s not talk about military goals! [Laughs.]
        36: Q,  # A year ago, at the start of the Trump presidency
        37: A,  # Yes, I did.
        38: Q,  # What did you expect?
        39: A,  # We were expecting normal relations
        40: Q,  # What would this have meant for your company?
        41: A,  # First of all, we would have continued to develop our relations with Boeing.
        42: Q,  # What has remained of the Vladimir Putin you knew in Dresden?
        43: A,  # Putin is one of those people who is always learning
        44: Q,  # What’s an example?
        45: A,  # After we arrived and met in Dresden
        46: Q,  # And how did he change?
        47: A,  # He changed for the better.
        48: Q,  # Analysts are predicting ... How do you see this?
        49: A,  # You know, for now, no one is talking or thinking about this
        50: None,  # Read more:
        51: None,  # a link
    }
    read = {}
    for block in found.blocks:
        turn = found.turn_of(block)
        read[block.number] = None if turn is None else (turn.role, turn.speaker)
    assert read == by_hand
    assert not any(turn.labelled for turn in found.turns)
    assert [(one.day, one.how) for one in found.dated] == [("2018-02", "name")]


def test_an_answer_of_several_paragraphs_is_one_turn() -> None:
    assert spoken(
        "Igor Ivanov gave an interview to our paper.",
        "How did you come to Rostec?",
        "I was a student in Moscow then, and my teacher knew somebody at the company.",
        "It was a hard time.",
        "I remember that we had no heating in the whole of that winter, and we burnt chairs.",
        "And when did you leave?",
        "I left in 2007, when the company was made anew, and my friends left with me.",
        "My family was glad of it.",
        "What do you do today?",
        "I write books about the time when we were young, and I teach my students about it.",
        "This interview has been edited for length.",
    ) == [
        None,
        Q,
        *[("answer", "Igor Ivanov")] * 3,
        Q,
        *[("answer", "Igor Ivanov")] * 2,
        Q,
        ("answer", "Igor Ivanov"),
        None,
    ]


# Texts that say who speaks


def test_q_and_a() -> None:
    assert spoken(
        "Sergey Chemezov spoke to us in Moscow.",
        "Q: Who owns Rostec?",
        "A: The state does.",
        "It has done so since 2007.",
        "Q: And Kalashnikov?",
        "A: Rostec holds 25 percent.",
    ) == [None, Q, A, A, Q, A]
    assert spoken("Q. Who owns it?", "A. The state.", "Q. All of it?", "A. Yes.") == [
        Q,
        ("answer", "interviewee"),
        Q,
        ("answer", "interviewee"),
    ]


def test_speakers_by_their_names() -> None:
    assert spoken(
        "WP: How do you see the sanctions on Russia?",
        "Chemezov: This is unscrupulous competition.",
        "WP: Are there other deals?",
        "Chemezov: Yes. Why should there be none?",
        "Read more:",
        "Putin ally warns of arms race",
    ) == [
        ("question", "WP"),
        ("answer", "Chemezov"),
        ("question", "WP"),
        ("answer", "Chemezov"),
        None,
        None,
    ]


def test_labels_in_russian() -> None:
    assert (
        spoken(
            "ВОПРОС: Кому принадлежит Ростех?",
            "ОТВЕТ: Государству.",
            "ВОПРОС: А Калашников?",
            "ОТВЕТ: Нам принадлежит четверть.",
        )
        == [Q, ("answer", "interviewee")] * 2
    )


def test_a_label_on_a_line_of_its_own() -> None:
    assert (
        spoken(
            "Interviewer:",
            "Who owns Rostec?",
            "Chemezov:",
            "The state.",
            "Interviewer:",
            "All of it?",
            "Chemezov:",
            "Yes.",
        )
        == [Q, Q, ("answer", "Chemezov"), ("answer", "Chemezov")] * 2
    )


def test_a_dash_says_that_another_one_speaks() -> None:
    assert spoken(
        "Глава Ростеха рассказал о санкциях.",
        "— Сергей Викторович, как вы оцениваете санкции?",
        "— Это недобросовестная конкуренция.",
        "Мы промышленники, а не политики.",
        "— А новые контракты?",
        "— Да, но я не могу о них говорить.",
    ) == [
        None,
        Q,
        ("answer", "interviewee"),
        ("answer", "interviewee"),
        Q,
        ("answer", "interviewee"),
    ]


def test_questions_in_bold_in_markdown() -> None:
    text = (
        "# Interview with Sergey Chemezov\n\nSergey Chemezov runs Rostec.\n\n"
        "**How do you see the sanctions?**\n\nI must say that we are industrialists.\n\n"
        "**Are there other deals?**\n\nYes, but I can’t talk about them now.\n\n"
        "**What did you expect?**\n\nWe were expecting normal relations.\n"
    )
    found = files.read_bytes(text.encode(), "a.md")
    assert [(turn.role, turn.speaker) for turn in found.turns] == [Q, A] * 3


# Texts that are no interviews


def test_a_press_article_has_no_turns() -> None:
    assert not any(
        spoken(
            "Rostec chief warns of arms race",
            "MOSCOW — Sergey Chemezov, who runs Rostec, said in an interview on Monday that the "
            "sanctions were unscrupulous competition.",
            "“We are industrialists and not politicians,” he said. “Why should we stop?”",
            "The U.S. Treasury Department targeted him in 2014, after the annexation of Crimea.",
            "Can the company sell its shares? Analysts doubt it.",
            "Rostec holds stakes in more than 700 companies, such as Kalashnikov.",
            "So what will happen now?",
            "A spokesman of Rostec declined to comment on the matter.",
        )
    )


def test_a_contract_has_no_turns() -> None:
    assert not any(
        spoken(
            "SHARE PURCHASE AGREEMENT",
            "Seller: State Corporation Rostec",
            "Buyer: TransKomplektHolding LLC",
            "1. The Seller sells to the Buyer 26 percent of the shares in Kalashnikov Concern.",
            "2. The price is payable within ten days.",
            "By: ________",
            "Name: Sergey Chemezov",
            "Title: Chief executive",
            "By: ________",
            "Name: Alexey Krivoruchko",
            "Title: Director",
        )
    )


def test_a_list_of_questions_and_answers_about_a_thing_has_no_turns() -> None:
    texts = (
        "Frequently asked questions",
        "What is the 50 Percent Rule?",
        "Entities that are owned 50 percent or more by blocked persons are blocked themselves.",
        "Does it speak of control?",
        "It speaks of ownership, not control; caution is urged where a blocked person controls.",
        "Do the shares of several blocked persons add up?",
        "They have been added up since August 2014, whatever the programmes.",
        "Where are the rules published?",
        "On the website of the Office of Foreign Assets Control.",
    )
    assert not any(spoken(*texts, kinds=dict.fromkeys((1, 3, 5, 7), "heading")))
    assert not any(spoken(*texts))


def test_a_russian_list_with_dashes_has_no_turns() -> None:
    assert not any(
        spoken(
            "Предмет договора:",
            "— поставка станков;",
            "— монтаж станков;",
            "— обучение персонала;",
            "— гарантийный ремонт.",
        )
    )


def test_a_letter_has_no_turns() -> None:
    assert not any(
        spoken(
            "Dear Mr Ivanov,", "How are you?", "We offer ten machines.", "Yours, Ann", "P.S. Call?"
        )
    )
