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
    _("Nothing is due of alert {id}, which is {outcome}. See caveat alerts list --due-by DAY."),
    _("{name} is empty. Attach a file that has something in it."),
    _("{name} has more than the {number} MB that are allowed. Attach a part of it, or say in a "
      "note where it lies."),
    _("'{name}' is no name of a file. Give it without folders."),
    _("'{name}' has a sign that nobody sees ({number}). Rename the file."),
    _("The name '{name}'… has more than {number} bytes. Shorten it."),
    # what stands behind a case (caveat.casework.published)
    _("The party is on no list: it is blocked, or may be, by ownership."),
    _("The rows of the lists cannot be given: {why}"),
    _("{place} of {source} is not given letter by letter; the file is {file}, SHA-256 {hash}."),
    # faults of the journal (caveat.casework.journal, vouched)
    _("is missing: entries {entries} were removed."),
    _("does not follow the entry before: one of the two was changed, or put elsewhere."),
    _("was changed: it is not what its hash says."),
    _("is another entry than the one in a head kept apart."),
    _("is missing: the journal ends at {last}, but a head of {moment} that was kept apart goes to "
      "{seq}. The end was cut off."),
    _("is missing: the signed head goes to {seq}. The end was cut off."),
    _("is not what the signed head says, or more was put after it."),
    _("The signature of the head is not of this head."),
    _("The signed head is missing: somebody removed it."),
    _("The head was signed with another key than it should be."),
    _("The {kind} {number} stands in no entry: somebody put it into the database."),
    _("vouches for the {kind} {number}, which was changed since."),
    _("vouches for the {kind} {number}, which was removed."),
    _("leaves the alert {number} {outcome}, but the database has {other}."),
    _("is about the alert {number}, which was removed."),
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
    _("fulfilled"), _("forgotten"),
    _("screening"), _("screened"), _("portfolio"), _("portfolio removed"), _("user"), _("rule"),
    _("new"), _("closed"), _("suppressed"),
    # facts
    _("names"), _("aliases"), _("identifiers"), _("birth dates"), _("countries"),
    _("designations"), _("ownership"), _("gender"),
    # what the journal vouches for
    _("alert"), _("decision"), _("snapshot"), _("attachment"), _("run"),
    # who
    _("analyst"), _("approver"), _("auditor"), _("admin"),
)  # fmt: skip

INNER = ("news", "outcome", "reason", "role", "kind", "other")
"""What stands in a sentence and is a phrase with words of its own."""
