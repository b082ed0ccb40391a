"""What is compared: one fact about one party, without the list that it came from."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

FactKind = Literal[
    "name",
    "alias",
    "former_name",
    "weak_alias",
    "birth_date",
    "country",
    "gender",
    "identifier",
    "address",
]

KINDS: tuple[FactKind, ...] = get_args(FactKind)
NAME_KINDS: tuple[FactKind, ...] = ("name", "alias", "former_name", "weak_alias")
"""Names, the strongest kind first."""


class Fact(NamedTuple):
    """A fact.

    Attributes:
        party: number of the party.
        kind: what it is.
        value: as the list gives it, in normal form.
        label: which identifier it is (``imoNumber``), else the property's name.
    """

    party: int
    kind: FactKind
    value: str
    label: str = ""
