"""The words and sentences of a judged deal, as messages of the catalogue."""

from __future__ import annotations


def _(message: str) -> str:
    """Marks a message for extraction."""
    return message


PATTERNS: tuple[str, ...] = (
    # the judgement (caveat.screening.deals.judge)
    _("This is a checklist with reasons, and not a legal opinion: it knows the rules that "
      "its pages name, and no others."),
    _("The deal's date, {day}, lies after {next}: it is judged as of {known}."),
    _("Judge it again on its day."),
    _("Closing is on {day}: lists and law may have changed by then."),
    _("The rule binds persons, territory and mostly goods of {jurisdiction}; the file names"
      " none."),
    _("Names: is a party on a list?"),
    _("Ownership: is a party blocked because of who stands behind it, before the deal?"),
    _("After the deal: does it make a party blocked, or free?"),
    _("Signatures: does a blocked person sign or act for a party?"),
    _("Sectors: is new debt, new equity or investment restricted?"),
    _("Places: is an embargoed country or region involved?"),
    _("Goods: is what is delivered restricted?"),
    _("Arms: can the deal bring sanctions on the other side (CAATSA section 231)?"),
    _("Nexus: whose law binds somebody in the deal?"),
    _("Data: what is missing or not known?"),
    # names, and evidence as one sentence
    _("{name} ({roles}) is {hit} ({how}), {what} on {day}: {lines}."),
    _("{name} ({roles}) may be {hit} ({how}), {what} on {day}: {lines}."),
    _("{name} ({roles}) may be {hit} ({id}), which is on no list but is or may be blocked "
      "by ownership (score {score})."),
    _("Settle it: write same_as or not_same_as for this party."),
    _("{id}; score {score}, nothing against it"),
    _("{id}; score {score}, not settled"),
    _("{id}; score {score}"),
    _("{id}; identifier {value}"),
    _("{id}; the same name, {value}"),
    _("{publisher}: {programme}, since {day}"),
    _("“{asked}” against “{listed_name}”: {words}."),
    _("{word} exact"),
    _("{word} company form"),
    _("{word} exact, in another place"),
    _("{word} is only in the listed name"),
    _("{word} is only in the subject's name"),
    _("{word} = {other} ({manner})"),
    _("Measure: {text}."),
    # ownership, after the deal, signatures
    _("A blocked party is involved."),
    _("But blocked parties hold {share} of it: a significant minority share, to be watched."),
    _("A significant minority share is to be watched."),
    _("{owner}, which is blocked, can appoint or remove most of the board of {owned}."),
    _("{owner}, which is blocked, controls, or may control by an office, {owned}."),
    _("{owner}, which is blocked, has {share} of the votes in {owned}."),
    _("But {owner}, which is blocked, can appoint or remove most of the board of {owned}."),
    _("But {owner}, which is blocked, controls, or may control by an office, {owned}."),
    _("But {owner}, which is blocked, has {share} of the votes in {owned}."),
    _("The test does not take control as enough; be careful."),
    _("{name} becomes blocked [{test}]: blocked parties hold {held} before, {after} after; "
      "the test asks for {measure}."),
    _("{name} stays blocked [{test}]: blocked parties hold {held} before, {after} after; "
      "the test asks for {measure}."),
    _("{name} is no longer blocked by the test [{test}]: blocked parties hold {held} "
      "before, {after} after; the test asks for {measure}."),
    _("{name} stays not blocked on what is known [{test}]: blocked parties hold {held} "
      "before, {after} after; the test asks for {measure}."),
    _("{name} may be blocked after the deal: what is known does not settle it [{test}]: "
      "blocked parties hold {held} before, {after} after; the test asks for {measure}."),
    _("{name} is not blocked after the deal on what is known; before it may be [{test}]: "
      "blocked parties hold {held} before, {after} after; the test asks for {measure}."),
    _("{low} % to {most} %"),
    _("{name} is itself listed, and stays so whoever owns it [{test}]."),
    _("What was blocked stays blocked until it is released, and a transfer by a blocked "
      "person is itself restricted; a sale made to get round the measures does not count."),
    _("{name}, which is blocked [{test}], sells {share} of {owned}."),
    _("{name}, which may be blocked [{test}], sells {share} of {owned}."),
    _("{name}, which is blocked [{test}], buys {share} of {owned}."),
    _("{name}, which may be blocked [{test}], buys {share} of {owned}."),
    _("{name}, which is blocked [{test}], gets new shares, {share} of {owned}."),
    _("Its shares are blocked property, which may not be transferred without a licence; "
      "what was blocked stays so, whoever has it."),
    _("Shares may not be made available to a blocked party."),
    _("The library says that {owner} holds {share} of {owned} ({source}); the file says "
      "{other} and is followed."),
    _("Find out which is right."),
    _("{name}, who is blocked [{test}], signs for {other}."),
    _("{name}, who may be blocked [{test}], signs for {other}."),
    _("{name}, who is blocked [{test}], is an officer of {other}."),
    _("{name}, who may be blocked [{test}], is an officer of {other}."),
    _("US persons may not enter into contracts that a blocked individual signs, even for an"
      " entity that is not blocked (FAQ 400)."),
    _("An office is no share, but may be control: see whether this person negotiates, signs"
      " or decides."),
    # sectors
    _("{party} is subject to {directive} ({sector})"),
    _("{party} may be subject to {directive} ({sector})"),
    _("{party} is subject to {directive} ({sector}), after the deal"),
    _("{party} may be subject to {directive} ({sector}), after the deal"),
    _("{party} is subject to {directive} ({sector}), being owned 50 percent or more by "
      "persons subject to it"),
    _("{party} is subject to {directive} ({sector}), being owned 50 percent or more by "
      "persons subject to it, after the deal"),
    _("{party} has the name of {name} (score {score}), one of the persons of {article} as "
      "of 2014"),
    _("{why}: its {debts} is restricted."),
    _("The file has none of it; see that no payment term, credit or security of the deal "
      "is."),
    _("{why}. Debt issued on {day} is restricted if its tenor is longer than {days} days "
      "(since {since}): the {debt} of {count} days is longer."),
    _("{why}. Debt issued on {day} is restricted if its tenor is longer than {days} days "
      "(since {since}): the {debt} of {count} days is not longer."),
    _("New debt of this tenor is restricted."),
    _("{why}. New equity issued since {since} is restricted, and the deal has new shares of"
      " it."),
    _("{why}. Restricted are {rule}. The file has {goods} for a project of this kind "
      "({project})."),
    _("{why}. Restricted are {rule}. The file has no goods for such a project."),
    _("{buyer} gets shares of {owned}, which is in {place}."),
    _("Persons of that jurisdiction in the deal: {names}."),
    _("The file names no person of that jurisdiction; see that none takes part."),
    # places and goods
    _("{place} is involved: {wheres}."),
    _("Restricted since {since}: {rule}."),
    _("Restricted since {since}, until {until}: {rule}."),
    _("{name} (country {text})"),
    _("{name} (address {text})"),
    _("{name} (telephone {text})"),
    _("{name} (place of performance)"),
    _("{name} (origin of {goods})"),
    _("{name} (destination of {goods})"),
    _("{name} (end use of {goods})"),
    _("Many kinds of dealings are meant, not all: hold the deal against the act."),
    _("Only a part of the area that the file names is meant: find out who controlled the "
      "place on {day}."),
    _("{where} is no country or region that is known."),
    _("Write its name or its ISO 3166 code."),
    _("{goods} ({kind_of}: {told}), {where}, since {since}: {rule}."),
    _("The file does not say whether the use is military."),
    _("Only words hint at the kind: write kind or codes."),
    _("the file says so"),
    _("code {text}"),
    _('the word "{text}"'),
    _("{code} of {goods} is no customs or control-list code that is known."),
    _("Check it."),
    _("Nothing tells of what kind {goods} is: write kind or codes."),
    _("Nothing tells of what kind {goods} is; its codes are in no group that these data "
      "know."),
    _("{party} has the name of {name} (score {score}), to which no dual-use goods may go "
      "since {since}: {goods} ({told})."),
    _("Find out whether it is the same."),
    # arms
    _("{moved} and {party}: a significant transaction with a person that is part of, or "
      "works for, Russia's defence or intelligence sector can bring sanctions on the other "
      "side, wherever it is (since 2 August 2017)."),
    _("{party} works in a sector ({text}) for which persons can be listed since {since}: it"
      " may come under the measures later."),
    _("The State Department's list of specified persons (section 231(e)) is not in the "
      "library: look it up."),
    _("Worked example: Turkey's Presidency of Defense Industries was sanctioned on 14 "
      "December 2020 for buying the S-400 from Rosoboronexport."),
    _("{party} is under Directive 3 of E.O. 13662 (defence)."),
    _("{party} is owned by persons who are under Directive 3 of E.O. 13662 (defence)."),
    _("{party} may be under Directive 3 of E.O. 13662."),
    _("{party} is listed under E.O. 13661, which reaches persons of the arms sector in "
      "Russia, and officials."),
    _("{party} may be listed under E.O. 13661, which reaches persons of the arms sector in "
      "Russia, and officials."),
    _("{party} has the name of {name}, which Regulation 833/2014 names as of the defence "
      "sector (score {score})."),
    _("The file says that {party} is of the defence sector."),
    # nexus and data
    _("Persons of {jurisdiction} by what the file says: {names}."),
    _("{names}: persons of {jurisdiction}, whose law the file does not ask about."),
    _('Add "{by}" to jurisdictions.'),
    _("The deal is in US dollars."),
    _("Payments in dollars clear through banks in the United States as a rule, which brings"
      " the deal under US jurisdiction, whoever the parties are."),
    _("Payments in dollars clear through banks in the United States as a rule, which brings"
      " the deal under US jurisdiction, whoever the parties are; the file does not ask "
      "about US law."),
    _("No list of {jurisdiction} is in the library: whom it lists is not known."),
    _('Import one, or leave "{by}" out of jurisdictions.'),
    _("OFAC's list of sectoral sanctions (ofac-cons) is not in the library: who is under a "
      "directive is not known."),
    _("{title} ({list}) is stale: last confirmed on {day}, {days} days before {next}."),
    _("The file says that {party} is widely held."),
    _("Of the owners of {party}, {known} is known: {unknown} could belong to blocked "
      "parties, which would be enough for {jurisdictions}."),
    _("Of the owners of {party} after the deal, {known} is known: {unknown} could belong to"
      " blocked parties, which would be enough for {jurisdictions}."),
    _("Nobody is known who owns {party}: {unknown} could belong to blocked parties, which "
      "would be enough for {jurisdictions}."),
    _("Nobody is known who owns {party} after the deal: {unknown} could belong to blocked "
      "parties, which would be enough for {jurisdictions}."),
    _("Of the owners of {party}, {known} is known: {unknown} belongs to holders who are not"
      " known: too little for a test of ownership, but whether one of them is blocked, or "
      "controls it, is not known."),
    _("Of the owners of {party} after the deal, {known} is known: {unknown} belongs to "
      "holders who are not known: too little for a test of ownership, but whether one of "
      "them is blocked, or controls it, is not known."),
    _('State the stakes, or write owners = "widely held" or "public body".'),
    # refusals (caveat.screening.deals.reading, caveat.pages.deal)
    _("{file} is not UTF-8: {reason}. Save it as UTF-8."),
    _("{file} is no TOML: {reason}. Correct it."),
    _("{file} is no JSON: {reason}. Correct it."),
    # chains of ownership (caveat.ownership.explain)
    _("{tail} (possible, not certain)"),
    _("{owner} ({listing}) owns {share} of {tail}."),
    _("{owner} ({listing}) has {share} of the votes in {tail}."),
    _("{owner} ({listing}) can appoint or remove most of the board of {tail}."),
    _("{owner} ({listing}) controls {tail}."),
    _("{owner} ({listing}) holds, perhaps for another, {share} of {tail}."),
    _("{owner} ({listing}) holds in trust {share} of {tail}."),
    _("{owner} ({listing}) has an interest of an unknown kind ({share}) in {tail}."),
    _("{owned}, which owns {share} of {tail}"),
    _("{owned}, which has {share} of the votes in {tail}"),
    _("{owned}, which can appoint or remove most of the board of {tail}"),
    _("{owned}, which controls {tail}"),
    _("{owned}, which holds, perhaps for another, {share} of {tail}"),
    _("{owned}, which holds in trust {share} of {tail}"),
    _("{owned}, which has an interest of an unknown kind ({share}) in {tail}"),
    _("({notes}) {tail}"),
    _("since {day}"),
    _("until {day}"),
    _("perhaps {listing}"),
    _("{listing}, since {day}"),
    _("{where}: The same as {other}: it is counted once."),
)  # fmt: skip

WORDS: tuple[str, ...] = (
    _("stop"), _("cannot tell"), _("caution"), _("nothing found"),
    _("look at it before going on"), _("the data do not settle it"),
    _("a blocked party, embargoed place or restricted dealing is involved"),
    _("on the day of the deal"), _("today"), _("on the day asked about"),
    _("today, before the deal"), _("on the day of knowledge"), _("a blocked party"),
    _("which is a blocked party"), _("which is under sectoral restrictions"),
    _("which is on a list that is not asked about or does not freeze assets"),
    _("of which the data cannot tell whether it was listed"), _("the United States"),
    _("the European Union"), _("the United Kingdom"), _("Switzerland"), _("new debt"),
    _("new debt and new equity"), _("Shares that change hands"), _("New shares"), _("New debt"),
    _("loan"), _("bond"), _("credit"), _("guarantee"), _("trade credit"), _("deposit"),
    _("buyer"), _("seller"), _("target"), _("joint venture"), _("issuer"), _("shareholder"),
    _("financier"), _("lender"), _("borrower"), _("guarantor"), _("insurer"), _("bank"),
    _("broker"), _("agent"), _("supplier"), _("manufacturer"), _("consignee"), _("end user"),
    _("carrier"), _("signatory"), _("officer"), _("adviser"), _("through others"),
)  # fmt: skip
"""Grades, days, what a listed party is, jurisdictions, debts, roles."""

INNER = ("how", "lines", "words", "manner", "after", "why", "debts", "debt", "wheres", "told",
         "moved", "jurisdiction", "jurisdictions", "roles", "kind_of", "listing", "tail",
         "notes")  # fmt: skip
"""What stands in a sentence and is a phrase with words of its own."""

ROWS = {
    "lines": "; ",
    "words": "; ",
    "wheres": "; ",
    "roles": ", ",
    "jurisdictions": ", ",
    "notes": ", ",
}
"""What stands in a sentence and is several phrases, and what is between them."""
