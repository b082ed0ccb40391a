"""Subject: what a user asks about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from caveat.errors import BadDate, BadSubject
from caveat.time import span

Type = Literal["any", "person", "organization", "vessel", "aircraft"]
"""What a subject or a listed party is, in the words of the CLI, the API and the docs."""

TYPES: tuple[Type, ...] = get_args(Type)


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody or something that a user asks about.

    Attributes:
        name: the name as the user has it, in any script.
        type: what it is; ``any`` when the user does not know.
        aliases: other names of the same subject.
        birth_date: ISO prefix (``1952``, ``1952-08``, ``1952-08-20``); for a company, leave empty.
        gender: ``male`` or ``female``.
        countries: nationality, residence, jurisdiction or flag: ISO 3166 code or name.
        identifiers: passport, tax, registration or IMO numbers, BICs, wallets; as written.
        addresses: as written.
        key: the user's own reference, given back untouched.

    Raises:
        BadSubject: no name and no identifier, an unknown type or gender, an unreadable birth date.
    """

    name: str = ""
    type: Type = "any"
    aliases: tuple[str, ...] = ()
    birth_date: str | None = None
    gender: str | None = None
    countries: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    key: str | None = None

    def __post_init__(self) -> None:
        if not self.name.strip() and not self.identifiers:
            raise BadSubject("A subject needs a name or an identifier. Give at least one of them.")
        if self.type not in TYPES:
            raise BadSubject(f"{self.type!r} is no type of subject. Use one of {', '.join(TYPES)}.")
        if self.gender not in (None, "male", "female"):
            raise BadSubject(f"{self.gender!r} is no gender here. Use male or female, or leave it.")
        if self.birth_date is not None:
            try:
                span(self.birth_date)
            except BadDate as error:
                raise BadSubject(f"Birth date: {error}") from None

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases, without blanks and repetitions."""
        if not self.aliases:
            return (self.name,) if self.name.strip() else ()
        return tuple(dict.fromkeys(n for n in (self.name, *self.aliases) if n.strip()))
