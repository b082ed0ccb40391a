"""The words of files: where something stands, who is who in a payment, what a text says of two."""

from __future__ import annotations


def _(message: str) -> str:
    """Marks a message for extraction."""
    return message


PATTERNS: tuple[str, ...] = (
    # where in a document or a message (caveat.screening.documents, payments)
    _("paragraph {number}"),
    _("text, paragraph {number}"),
    _("page {number}"),
    _("page {number}, paragraph {count}"),
    _("page {number}, head or foot"),
    _("sheet {name}, row {number}"),
    _("row {number}"),
    _("message {number}"),
    # why a row was rejected (caveat.screening.table)
    _("Birth date '{text}' cannot be read. Write it as YYYY-MM-DD, YYYY-MM or YYYY."),
    _("Birth date '{text}' can be read in two ways. Write it as YYYY-MM-DD, YYYY-MM or "
      "YYYY."),
)  # fmt: skip

WORDS: tuple[str, ...] = (
    _("debtor"), _("ultimate debtor"), _("initiating party"), _("creditor"),
    _("ultimate creditor"), _("account owner"), _("invoicer"), _("invoicee"), _("debtor agent"),
    _("creditor agent"), _("instructing agent"), _("instructed agent"), _("intermediary agent"),
    _("intermediary agent 1"), _("intermediary agent 2"), _("intermediary agent 3"),
    _("account servicer"), _("charges agent"), _("sender"), _("receiver"),
    _("sending institution"), _("sender's correspondent"), _("beneficiary institution"),
    _("remittance"), _("instruction"), _("regulatory reporting"), _("additional information"),
    _("description"), _("owns"), _("sold a stake in"), _("controls"), _("parent of"),
    _("joint venture with"), _("contract with"), _("runs"), _("head of"), _("text"),
    _("markdown"), _("html"), _("pdf"), _("docx"), _("xlsx"), _("eml"),
)  # fmt: skip
"""Roles in payments, relations in texts, kinds of files."""
