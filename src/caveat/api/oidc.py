"""Tokens of an identity provider (OpenID Connect), checked without asking it.

The provider's public keys are read from a file, since a service fetches nothing: save what stands
at the provider's ``jwks_uri``, and save it anew when the provider changes its keys.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from caveat.api.keys import PER_MINUTE, ROLES, Role
from caveat.errors import NotServed

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signatures that are taken: those made with a key that the service does not have."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a good token speaks for.

    Attributes:
        id: the token's subject.
        role: what it may do.
    """

    id: str
    role: Role


@dataclass(frozen=True, slots=True)
class Provider:
    """Whose tokens are good.

    Attributes:
        issuer: the tokens' ``iss``.
        audience: what must stand among the tokens' ``aud``.
        claim: the claim that says the roles.
        roles: a value of that claim -> the role that it gives.
        per_minute: requests a minute of each subject.
    """

    issuer: str
    audience: str
    claim: str
    roles: Mapping[str, Role]
    per_minute: int
    _keys: Any = field(repr=False)

    def bearer(self, token: str, now: float) -> Bearer | None:
        """Who a token speaks for; None if it is not good, or gives no role.

        Args:
            token: as the caller showed it.
            now: seconds since 1970.
        """
        from joserfc import jwt
        from joserfc.errors import JoseError

        try:
            read = jwt.decode(token, self._keys, algorithms=ALGORITHMS)
            jwt.JWTClaimsRegistry(
                now=int(now),
                leeway=30,
                iss={"essential": True, "value": self.issuer},
                aud={"essential": True, "value": self.audience},
                sub={"essential": True},
                exp={"essential": True},
            ).validate(read.claims)
        except (JoseError, ValueError, KeyError, TypeError):
            return None
        said = read.claims.get(self.claim, ())
        given = [said] if isinstance(said, str) else said if isinstance(said, list) else []
        found = [self.roles[one] for one in given if isinstance(one, str) and one in self.roles]
        return Bearer(str(read.claims["sub"]), _most(found)) if found else None


def read(place: Path) -> Provider:
    """The provider that a TOML file describes (``docs/how-to/service.md``).

    Raises:
        NotServed: the file, or the file of keys that it names, is not there or says too little.
    """
    from joserfc.jwk import KeySet

    try:
        said = tomllib.loads(place.read_text(encoding="utf-8"))
        roles: dict[str, Role] = said["roles"]
        wrong = [role for role in roles.values() if role not in ROLES]
        if wrong:
            raise ValueError(f"{wrong[0]!r} is no role; known are {', '.join(ROLES)}")
        jwks = place.parent / said["jwks"]
        return Provider(
            said["issuer"],
            said["audience"],
            said.get("claim", "roles"),
            roles,
            said.get("per_minute", PER_MINUTE),
            KeySet.import_key_set(json.loads(jwks.read_text(encoding="utf-8"))),
        )
    except (OSError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise NotServed(
            f"{place} does not say whose tokens are good ({type(error).__name__}: {error}). "
            "It needs issuer, audience, jwks and [roles]; see docs/how-to/service.md."
        ) from None


def _most(found: Sequence[Role]) -> Role:
    """The role that may do what all of these may."""
    return found[0] if len(set(found)) == 1 else "admin"
