"""The facts that an alert rests on, and what is new in them.

A decision stands as long as they stand. Only what is *new* (an alias, an identifier, a designation,
another verdict by ownership) takes a decision back; what a list drops does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from caveat.casework.canonical import canonical
from caveat.party import Designation
from caveat.screening.answer import Hit, OwnedHit
from caveat.screening.facts import KINDS

Facts = Mapping[str, Sequence[str]]
"""Kind of fact -> its values, each in words."""

MOVED = 0.05
"""How far a score must move to be told as a change of an open alert."""

_SAID = {
    "names": "name",
    "aliases": "alias",
    "identifiers": "identifier",
    "birth dates": "birth date",
    "countries": "country",
    "designations": "designation",
    "ownership": "verdict by ownership",
}
"""Kind of fact -> what one of them is called."""

_KIND_OF = {
    "name": "names",
    "alias": "aliases",
    "weak_alias": "aliases",
    "former_name": "aliases",
    "birth_date": "birth dates",
    "country": "countries",
    "identifier": "identifiers",
}
_OWN = ("Identification", "Passport", "CryptoWallet", "BankAccount", "Security")


def of_hit(hit: Hit | OwnedHit) -> dict[str, list[str]]:
    """The facts of the party behind a hit, sorted: the same facts give the same hash."""
    found: dict[str, set[str]] = {kind: set() for kind in _SAID}
    if isinstance(hit, OwnedHit):
        for one in hit.exposures:
            found["names"].add(one.name)
            found["ownership"].add(f"{one.title}: {one.verdict}")
    else:
        for dated in hit.entity.statements:
            said = dated.statement
            kind = _KIND_OF.get(KINDS.get(said.prop, ""))
            if kind and (said.entity == hit.entity.id or said.schema in _OWN):
                found[kind].add(said.value)
        found["designations"] = {_designation(one) for one in hit.designations}
    return {kind: sorted(values) for kind, values in found.items()}


def _designation(one: Designation) -> str:
    since = one.start or one.listed
    text = f"{one.source}, {one.programme or 'no programme given'}"
    return f"{text}, since {since} ({one.status})" if since else f"{text} ({one.status})"


def lists_of(hit: Hit | OwnedHit) -> list[str]:
    """The lists that a hit is on, or the tests under which it is blocked."""
    if isinstance(hit, OwnedHit):
        return [f"ownership:{one.regime}" for one in hit.exposures]
    current = [one.source for one in hit.designations if one.status != "not listed"]
    return list(dict.fromkeys(current))


def party_of(hit: Hit | OwnedHit) -> tuple[str, str, str]:
    """Id, name and kind (``listed``, ``owned``) of the party behind a hit."""
    if isinstance(hit, OwnedHit):
        return hit.party, hit.exposures[0].name if hit.exposures else hit.name, "owned"
    return hit.entity.id, hit.entity.caption, "listed"


def new(before: Facts, after: Facts) -> list[str]:
    """What the facts have that they did not have, each in words.

    >>> new({"aliases": ["Ann"]}, {"aliases": ["Ann", "Anna"]})
    ['new alias Anna']
    """
    return [
        f"new {_SAID.get(kind, kind)} {value}"
        for kind, values in after.items()
        for value in values
        if value not in before.get(kind, ())
    ]


def text(facts: Facts) -> str:
    """Facts as they are kept."""
    return canonical(facts).decode()
