"""After the deal: does it make a party blocked, or free; and whose shares are sold?"""

from __future__ import annotations

from collections.abc import Iterator

from caveat.ownership.points import percent
from caveat.screening.deals.checks.owned import grade_of, reasons
from caveat.screening.deals.context import TESTS, Context
from caveat.screening.deals.judgement import Finding, Grade, Weighed
from caveat.screening.deals.laws import Law, law

TITLE = "After the deal: does it make a party blocked, or free?"

_TURNS = {
    (False, True): "becomes blocked",
    (True, True): "stays blocked",
    (True, False): "is no longer blocked by the test",
    (False, False): "stays not blocked on what is known",
}


def findings(context: Context) -> Iterator[Finding]:
    """What the stakes that are bought and issued do to everybody below them."""
    yield from _sellers(context)
    for one in context.weighed:
        if one.moved:
            yield _turn(context, one)
    for note in context.owners.notes:
        yield Finding("caution", note)


def _turn(context: Context, one: Weighed) -> Finding:
    before, after = one.before, one.after
    name, test = context.deal.name(one.party), TESTS[one.by].title
    grade: Grade = grade_of(after)
    shares = f"blocked parties hold {_held(before.certain_share, before.possible_share)} before, "
    shares += f"{_held(after.certain_share, after.possible_share)} after"
    laws: tuple[Law, ...] = ()
    if after.verdict == "may be blocked":
        what = "may be blocked after the deal: what is known does not settle it"
    elif before.verdict == "may be blocked" and not after.blocked:
        what = "is not blocked after the deal on what is known; before it may be"
    else:
        what = _TURNS[before.blocked, after.blocked]
    said = f"{name} {what} [{test}]: {shares}; the test asks for {after.measure}."
    if after.verdict == "listed":
        said = f"{name} is itself listed, and stays so whoever owns it [{test}]."
    elif before.blocked and not after.blocked:
        grade = "caution"
        said += (
            " What was blocked stays blocked until it is released, and a transfer by a blocked "
            "person is itself restricted; a sale made to get round the measures does not count."
        )
        laws = (law("FAQ-402"),) if one.by == "us" else ()
    elif grade == "clear":
        controls = context.owners.controls(one.party, TESTS[one.by], after=True)
        if after.certain_share or controls:
            grade = "caution"
            said += " " + (" ".join(controls) or "A significant minority share is to be watched.")
            laws = (law("FAQ-398"),) if one.by == "us" else ()
    return Finding(grade, said, one.by, laws, (one.party,), reasons(after), after.source, after.url)


def _sellers(context: Context) -> Iterator[Finding]:
    """Shares that a blocked party gives up are blocked property."""
    for purchase in context.deal.purchases:
        for id, what in ((purchase.seller, "sells"), (purchase.buyer, "buys")):
            for by in context.deal.jurisdictions if id else ():
                assert id is not None
                verdict = context.blocked(id, by)
                if verdict not in ("listed", "blocked", "may be blocked"):
                    continue
                sure = verdict != "may be blocked"
                sells = what == "sells"
                yield Finding(
                    "stop" if sure else "cannot tell",
                    f"{context.deal.name(id)}, which {'is' if sure else 'may be'} blocked "
                    f"[{TESTS[by].title}], {what} {percent(purchase.least)} of "
                    f"{context.deal.name(purchase.owned)}. "
                    + (
                        "Its shares are blocked property, which may not be transferred without a "
                        "licence; what was blocked stays so, whoever has it."
                        if sells
                        else "Shares may not be made available to a blocked party."
                    ),
                    by,
                    (law("FAQ-402"),) if by == "us" and sells else (),
                    (id, purchase.owned),
                )
    for issue in context.deal.issues:
        for by in context.deal.jurisdictions:
            if context.blocked(issue.to, by) in ("listed", "blocked"):
                yield Finding(
                    "stop",
                    f"{context.deal.name(issue.to)}, which is blocked [{TESTS[by].title}], gets "
                    f"new shares, {percent(issue.least)} of {context.deal.name(issue.owned)}. "
                    "Shares may not be made available to a blocked party.",
                    by,
                    parties=(issue.to, issue.owned),
                )


def _held(least: int, most: int) -> str:
    return percent(least) if least == most else f"{percent(least)} to {percent(most)}"
