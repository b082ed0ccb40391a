"""Tokens of an identity provider (OpenID Connect), checked without asking it.

The provider's public keys are read from a file, since a service fetches nothing: save what stands
at the provider's ``jwks_uri``, and save it anew when the provider changes its keys; a running
service takes the new ones. How people sign in there is in `caveat.api.login`.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from caveat.api.keys import PER_MINUTE, ROLES, Role
from caveat.api.settings import loopback
from caveat.errors import NotServed

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signatures that are taken: those made with a key that the service does not have."""


BACK = "/sign-in/done"
"""Where the provider sends people back to, on this service."""

Shown = Literal["basic", "post"]
"""How the service shows its secret to the provider: in a header, or among what it sends."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a good token speaks for.

    Attributes:
        id: the token's subject.
        role: what it may do.
        user: name in the casework.
    """

    id: str
    role: Role
    user: str


@dataclass(frozen=True, slots=True)
class Login:
    """How people sign in at the provider (authorization code with PKCE).

    Attributes:
        client: id under which the provider knows this service; the ``aud`` of its ID tokens.
        authorize: address of the provider's page of sign-in.
        token: address where the service exchanges a code for an ID token.
        redirect: address of this service to which the provider sends people back.
        title: what the page calls the provider.
        scope: what is asked for.
        secret: the client's; empty for a public client.
        shown: how the secret is shown.
        seconds: for which a session lasts.
    """

    client: str
    authorize: str
    token: str
    redirect: str
    title: str
    scope: str
    secret: str = field(repr=False)
    shown: Shown
    seconds: int


class PublicKeys:
    """The provider's public keys, read again when their file has changed."""

    def __init__(self, place: Path) -> None:
        """Read them.

        Args:
            place: a JSON Web Key Set.

        Raises:
            OSError, ValueError, KeyError: it is not there, or is none.
        """
        self._place = place
        self._stamp = self._now()
        self._found = self._read()

    def found(self) -> Any:
        """The keys in force; those before, while the file cannot be read."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            stamp = self._now()
            if stamp != self._stamp:
                self._found, self._stamp = self._read(), stamp
        return self._found

    def _now(self) -> tuple[int, int]:
        facts = self._place.stat()
        return facts.st_mtime_ns, facts.st_ino

    def _read(self) -> Any:
        from joserfc.jwk import KeySet

        return KeySet.import_key_set(json.loads(self._place.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Provider:
    """Whose tokens are good.

    Attributes:
        issuer: the tokens' ``iss``.
        audience: what must stand among the tokens' ``aud``.
        claim: the claim that says the roles.
        roles: a value of that claim -> the role that it gives.
        per_minute: requests a minute of each subject.
        user: the claim that says the name in the casework.
        login: how people sign in; None if only programs show tokens.
    """

    issuer: str
    audience: str
    claim: str
    roles: Mapping[str, Role]
    per_minute: int
    user: str
    login: Login | None
    _keys: PublicKeys = field(repr=False)

    def bearer(self, token: str, now: float) -> Bearer | None:
        """Who a token speaks for; None if it is not good, or gives no role.

        Args:
            token: as the caller showed it.
            now: seconds since 1970.
        """
        said = self._claims(token, now, self.audience)
        return None if said is None else self._bearer(said)

    def signed_in(self, token: str, nonce: str, now: float) -> Bearer | None:
        """Who an ID token speaks for, of somebody who has just signed in.

        Args:
            token: as the provider gave it for a code.
            nonce: which this service had named when the sign-in began.
            now: seconds since 1970.

        Returns:
            Who it is; None if the token gives no role.

        Raises:
            ValueError: the token is not good, or is of another sign-in.
        """
        assert self.login is not None
        said = self._claims(token, now, self.login.client)
        if said is None or said.get("nonce") != nonce:
            raise ValueError("its token is not good")
        others = said["aud"] if isinstance(said["aud"], list) else [said["aud"]]
        if said.get("azp", self.login.client) != self.login.client or (
            len(others) > 1 and "azp" not in said
        ):
            raise ValueError("its token is for somebody else")
        return self._bearer(said)

    def _claims(self, token: str, now: float, audience: str) -> dict[str, Any] | None:
        """What a token says; None if it is not good."""
        from joserfc import jwt
        from joserfc.errors import JoseError

        try:
            read = jwt.decode(token, self._keys.found(), algorithms=ALGORITHMS)
            jwt.JWTClaimsRegistry(
                now=int(now),
                leeway=30,
                iss={"essential": True, "value": self.issuer},
                aud={"essential": True, "value": audience},
                sub={"essential": True},
                exp={"essential": True},
            ).validate(read.claims)
        except (JoseError, ValueError, KeyError, TypeError):
            return None
        return read.claims

    def _bearer(self, claims: Mapping[str, Any]) -> Bearer | None:
        said = claims.get(self.claim, ())
        given = [said] if isinstance(said, str) else said if isinstance(said, list) else []
        found = [self.roles[one] for one in given if isinstance(one, str) and one in self.roles]
        user = claims.get(self.user)
        if not found or not isinstance(user, str) or not user:
            return None
        return Bearer(str(claims["sub"]), _most(found), user)


def read(place: Path) -> Provider:
    """The provider that a TOML file describes (``docs/how-to/service.md``).

    Raises:
        NotServed: the file, or a file that it names, is not there or says too little.
    """
    try:
        said = tomllib.loads(place.read_text(encoding="utf-8"))
        roles: dict[str, Role] = said["roles"]
        wrong = [role for role in roles.values() if role not in ROLES]
        if wrong:
            raise ValueError(f"{wrong[0]!r} is no role; known are {', '.join(ROLES)}")
        return Provider(
            said["issuer"],
            said["audience"],
            said.get("claim", "roles"),
            roles,
            said.get("per_minute", PER_MINUTE),
            said.get("user", "sub"),
            _login(said["login"], said["audience"], place.parent) if "login" in said else None,
            PublicKeys(place.parent / said["jwks"]),
        )
    except (OSError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise NotServed(
            f"{place} does not say whose tokens are good ({type(error).__name__}: {error}). "
            "It needs issuer, audience, jwks and [roles]; see docs/how-to/service.md."
        ) from None


def _login(said: Mapping[str, Any], audience: str, beside: Path) -> Login:
    shown = said.get("secret_shown", "basic")
    if shown not in get_args(Shown):
        raise ValueError(f"secret_shown is {shown!r}; it may be {' or '.join(get_args(Shown))}")
    hours = said.get("hours", 8)
    if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 < hours <= 24:
        raise ValueError(f"hours is {hours!r}; it is more than 0 and at most 24")
    for name in ("authorize", "token", "redirect"):
        _secure(name, said[name])
    if urlsplit(said["redirect"]).path != BACK:
        raise ValueError(f"redirect is {said['redirect']!r}; its path must be {BACK}")
    secret = said.get("secret_file", "")
    return Login(
        said.get("client", audience),
        said["authorize"],
        said["token"],
        said["redirect"],
        said.get("title", urlsplit(said["authorize"]).hostname or ""),
        said.get("scope", "openid profile"),
        (beside / secret).read_text(encoding="utf-8").strip() if secret else "",
        shown,
        int(hours * 3600),
    )


def _secure(name: str, address: str) -> None:
    """Refuse an address on which others could read a code.

    Raises:
        ValueError: it is neither https nor of this machine.
    """
    found = urlsplit(address)
    if found.scheme == "https" and found.netloc:
        return
    if found.scheme != "http" or not loopback(found.hostname or ""):
        raise ValueError(f"[login] {name} is {address!r}; it must begin with https://")


def _most(found: Sequence[Role]) -> Role:
    """The role that may do what all of these may."""
    return found[0] if len(set(found)) == 1 else "admin"
