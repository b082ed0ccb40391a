"""A subject out of a FollowTheMoney entity: query by example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from caveat.errors import BadDate, BadInput
from caveat.screening.facts import KINDS
from caveat.subject import Subject, Type
from caveat.time import span

_TYPES: Mapping[str, Type] = {
    "Thing": "any",
    "LegalEntity": "any",
    "Person": "person",
    "Organization": "organization",
    "Company": "organization",
    "PublicBody": "organization",
    "Vessel": "vessel",
    "Airplane": "aircraft",
    "Asset": "any",
    "Vehicle": "any",
    "CryptoWallet": "any",
    "Security": "any",
    "Address": "any",
}
"""The usual schemata, known without FollowTheMoney's model, which takes a second to import."""

_PARTS = ("firstName", "secondName", "middleName", "fatherName", "motherName", "lastName")
_FIELDS = {
    "alias": "aliases",
    "former_name": "aliases",
    "weak_alias": "aliases",
    "country": "countries",
    "identifier": "identifiers",
    "address": "addresses",
}
_GENDERS = {"male": "male", "m": "male", "female": "female", "f": "female"}


def subject(schema: str, properties: Mapping[str, Any], key: str | None = None) -> Subject:
    """Who an entity describes.

    Properties that no schema has, and dates that cannot be read, say nothing, as with other
    software of the field.

    Args:
        schema: FollowTheMoney schema.
        properties: FollowTheMoney property -> a value, or several.
        key: the caller's own reference.

    Raises:
        BadInput: there is no such schema, or nothing of it can be looked for.
        BadSubject: no name and no identifier is said.
    """
    type = type_of(schema)
    said = {prop: values(value) for prop, value in properties.items()}
    names = list(said.get("name", ()))
    if not names:
        whole = " ".join(part for prop in _PARTS for part in said.get(prop, ())[:1])
        names = [whole] if whole.strip() else []
    known: dict[str, list[str]] = {
        "aliases": names[1:],
        "countries": [],
        "identifiers": [],
        "addresses": [],
    }
    for prop, found in said.items():
        field = _FIELDS.get(KINDS.get(prop, ""))
        if field:
            known[field] += found
    aliases = known.pop("aliases")
    if not names and aliases:
        names = [aliases.pop(0)]
    return Subject(
        name=names[0] if names else "",
        type=type,
        aliases=tuple(dict.fromkeys(aliases)),
        birth_date=_birth(said.get("birthDate", ())),
        gender=next((_GENDERS[v.lower()] for v in said.get("gender", ()) if v.lower() in _GENDERS),
                    None),
        key=key,
        **{field: tuple(dict.fromkeys(found)) for field, found in known.items()},
    )  # fmt: skip


def values(value: Any) -> list[str]:
    """The texts of a property, however a client wrote them.

    >>> values("a"), values(["a", None, 5, " "]), values(None)
    (['a'], ['a', '5'], [])
    """
    if value is None or isinstance(value, dict):
        return []
    if isinstance(value, str):
        text = " ".join(value.split())
        return [text] if text else []
    if isinstance(value, Iterable):
        return [text for one in value for text in values(one)]
    return [str(value)]


@lru_cache(maxsize=512)
def type_of(schema: str) -> Type:
    """What a schema is in our words.

    >>> type_of("Company"), type_of("LegalEntity")
    ('organization', 'any')

    Raises:
        BadInput: there is no such schema, or nothing of it can be looked for.
    """
    if schema in _TYPES:
        return _TYPES[schema]
    from followthemoney import model

    known = model.get(schema)
    if known is None:
        raise BadInput(f"Unknown schema: {schema!r}. Use one of FollowTheMoney's, as Person.")
    if not known.matchable:
        raise BadInput(
            f"Non-matchable schema for query: {schema}. Use one that names somebody, as Person."
        )
    return next((_TYPES[one.name] for one in known.schemata if one.name in _TYPES
                 and one.name != "Thing"), "any")  # fmt: skip


def _birth(found: Sequence[str]) -> str | None:
    for text in found:
        try:
            span(text[:10])
        except BadDate:
            continue
        return text[:10]
    return None
