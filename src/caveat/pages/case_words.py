"""The words and sentences of the casework, as messages of the catalogue."""

from __future__ import annotations


def _(message: str) -> str:
    """Marks a message for extraction."""
    return message


PATTERNS: tuple[str, ...] = (
    # why an alert is as it is (caveat.casework.recording, deciding)
    _("New match."),
    _("Reopened: {news}"),
    _("The match is back."),
    _("The customer's data changed."),
    _("The customer's data changed; {news}"),
    _("New name {value}."), _("New alias {value}."), _("New identifier {value}."),
    _("New birth date {value}."), _("New country {value}."), _("New designation {value}."),
    _("New verdict by ownership {value}."),
    _("Score {one}, now {other}."),
    _("No longer a match: the party was delisted, or what lists say of it changed."),
    _("No longer a match: the customer's data changed."),
    _("The customer is in the portfolio no more."),
    _("The portfolio was removed."),
    _("{name} proposes {outcome}; a second person must agree."),
    _("True match, says {name}: {reason}."),
    _("False match, says {name}: {reason}."),
    _("Inconclusive, says {name}: {reason}."),
    _("Escalated by {name}."), _("Reopened by {name}."), _("{name} does not agree with {outcome}."),
    _("report of blocked property to OFAC (31 CFR 501.603)"),
    # refusals (caveat.casework, caveat.pages.desk)
    _("The casework must know who you are. Start the service with caveat serve --as NAME, or sign "
      "in with a key of your name."),
    _("'{name}' is no user of this casework. Have an admin add him with caveat users add."),
    _("{name} is {role}, who may not {what}. Ask somebody who is {others}."),
    _("There is no alert {id}. See caveat alerts list."),
    _("There is no portfolio '{name}'. See caveat portfolio list."),
    _("There is no user '{name}' who works on alerts. See caveat users list."),
    _("Alert {id} is closed already: {outcome}, by {name}. Reopen it first, with caveat alerts "
      "reopen."),
    _("Alert {id} is closed: {outcome}. Reopen it first, with caveat alerts reopen."),
    _("{name} proposed {outcome} for alert {id}. Agree with that, or refuse it first."),
    _("{name} proposed {outcome} for alert {id}, and cannot be the second person too. Somebody "
      "else must agree."),
    _("Say in a text why: who reads this in ten years will want to know."),
    _("The reason other says nothing by itself. Say in a text why."),
    _("The alerts are not those of the preview any more: one was changed, or others are meant. "
      "Look at the preview again."),
    _("No alert is chosen. Mark some, or take all that the filter shows."),
    _("No alert is meant. Say others, with the options of caveat alerts list."),
    _("The form does not say which version of the alert you saw. Look again."),
    _("There is no such file."),
    _("There is no such page."),
)  # fmt: skip

WORDS: tuple[str, ...] = (
    # states and outcomes
    _("open"), _("in review"), _("escalated"), _("true match"), _("false match"),
    _("inconclusive"), _("lapsed"), _("waiting"), _("none"),
    # reasons
    _("same identifier"), _("same person"), _("same organization"), _("same vessel"),
    _("blocked by ownership"), _("other"), _("other birth date"), _("other country"),
    _("other identifier"), _("other name"), _("other type"), _("other gender"),
    _("other person"), _("too little known"), _("customer does not answer"), _("customer left"),
    # what was done
    _("opened"), _("decided"), _("proposed"), _("refused"), _("noted"), _("reopened"),
    _("assigned"), _("attached"), _("held"), _("released"), _("gone"), _("changed"),
    _("screening"), _("screened"), _("portfolio"), _("portfolio removed"), _("user"), _("rule"),
    _("new"), _("closed"), _("suppressed"),
    # facts
    _("names"), _("aliases"), _("identifiers"), _("birth dates"), _("countries"),
    _("designations"), _("ownership"), _("gender"),
    # who
    _("analyst"), _("approver"), _("auditor"), _("admin"),
)  # fmt: skip

INNER = ("news", "outcome", "reason", "role")
"""What stands in a sentence and is a phrase with words of its own."""
