"""Names of fields that FollowTheMoney does not translate itself, as messages of the catalogue."""

from __future__ import annotations


def _(message: str) -> str:
    """Marks a message for extraction."""
    return message


LABELS: tuple[str, ...] = (
    _("Scope of sanctions"), _("Citizenship"), _("Country of birth"), _("License Number"),
    _("Profession"), _("Creation date"), _("UN SC identifier"), _("Weight"), _("Height"),
    _("Date issued"), _("Email"), _("Account ID"), _("Maturity date"), _("Name suffix"),
    _("Stock ticker symbol"), _("Abbreviation"), _("Hair color"), _("Eye color"),
    _("Social security number"), _("Deadweight Tonnage"), _("Crypto address"), _("Tonnage"),
    _("Identification holder"), _("Issuer"), _("Physical appearance"), _("Listing date"),
    _("Authority-issued identifier"), _("Program ID"), _("Program URL"), _("Custody type"),
    _("Currency short code"), _("Financial Instrument Global Identifier"), _("Created at"),
    _("De-registration Date"), _("Unique Entity ID"), _("Identification"), _("Spoken language"),
    _("Biography"), _("Risk source"), _("Managing exchange"),
)  # fmt: skip
"""What `caveat.pages.told.field_name` and `schema_name` look up."""
