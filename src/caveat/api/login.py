"""Signing in at an identity provider: authorization code with PKCE (OpenID Connect Core, RFC 7636).

The browser goes to the provider and comes back with a code; the service exchanges it for an ID
token. That is the only time that a service asks anything of another machine, and it asks nothing
but this, at the one address that its file of settings names.
"""

from __future__ import annotations

import base64
import hashlib
import re
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from starlette.exceptions import HTTPException

from caveat.api.oidc import Login, Provider
from caveat.api.sessions import Begun, Sessions

PATIENCE = 10.0
"""Seconds for which the provider may take to answer."""

LARGEST = 1 << 20
"""Bytes of the provider's answer."""

_WORD = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class Entrance:
    """The way in by the provider; the pages' `caveat.pages.sign_in.Entrance`."""

    def __init__(self, provider: Provider, login: Login, sessions: Sessions) -> None:
        self._provider, self._login, self._sessions = provider, login, sessions

    @property
    def title(self) -> str:
        """What the page calls the provider."""
        return self._login.title

    @property
    def seconds(self) -> int:
        """For which a session lasts."""
        return self._login.seconds

    def begin(self, back: str) -> tuple[str, str]:
        """Begin a sign-in.

        Args:
            back: the page that was asked for.

        Returns:
            Where the browser goes, and what it keeps until it is back.
        """
        one = Begun.of(back)
        self._sessions.begin(one, time.time())
        sum = hashlib.sha256(one.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self._login.client,
            "redirect_uri": self._login.redirect,
            "scope": self._login.scope,
            "state": one.state,
            "nonce": one.nonce,
            "code_challenge": base64.urlsafe_b64encode(sum).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        joined = "&" if urlsplit(self._login.authorize).query else "?"
        return f"{self._login.authorize}{joined}{urlencode(asked)}", one.browser

    async def finish(self, said: Mapping[str, str], browser: str) -> tuple[str, str]:
        """End a sign-in.

        Args:
            said: what the provider says in the address.
            browser: what the browser kept.

        Returns:
            The session's token, and the page that was asked for.

        Raises:
            HTTPException: it was not begun here, the provider refused it or did not answer, or
                the person has no role.
        """
        one = self._sessions.take(said.get("state", ""), browser, time.time())
        word = said.get("error", "no code" if one and not said.get("code") else "")
        if word:  # some providers do not say the state again with it
            word = word if word == "no code" or _WORD.fullmatch(word) else "an unreadable reason"
            raise HTTPException(
                403, f"The identity provider did not let you in ({word}). Begin again, or ask "
                "whoever runs it."
            )  # fmt: skip
        if one is None:
            raise HTTPException(
                400, "This sign-in was not begun in this browser, or took too long. Begin again."
            )
        if said.get("iss", self._provider.issuer) != self._provider.issuer:  # RFC 9207
            raise HTTPException(400, "This answer comes from another identity provider.")
        try:
            token = await self._exchanged(said["code"], one.verifier)
            who = self._provider.signed_in(token, one.nonce, time.time())
        except ValueError as error:
            raise HTTPException(
                502, f"The identity provider did not answer as it should ({error}). Begin again, "
                "or ask whoever runs this service."
            ) from None  # fmt: skip
        if who is None:
            raise HTTPException(
                403, "The identity provider knows you, but gives you no role here. Ask whoever "
                "runs this service."
            )  # fmt: skip
        now = time.time()
        return self._sessions.open(who, now + self._login.seconds, now), one.back

    def leave(self, token: str) -> None:
        """End a session."""
        self._sessions.end(token)

    async def _exchanged(self, code: str, verifier: str) -> str:
        """The ID token for a code.

        Raises:
            ValueError: there is none.
        """
        import httpx

        login = self._login
        sent = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": login.redirect,
            "code_verifier": verifier,
        }
        auth: httpx.BasicAuth | None = None
        if login.secret and login.shown == "basic":  # RFC 6749, 2.3.1: encoded as in a form
            auth = httpx.BasicAuth(quote(login.client, safe=""), quote(login.secret, safe=""))
        else:
            sent["client_id"] = login.client
        if login.secret and login.shown == "post":
            sent["client_secret"] = login.secret
        try:
            async with (
                httpx.AsyncClient(timeout=PATIENCE) as client,
                client.stream(
                    "POST", login.token, data=sent, auth=auth or httpx.USE_CLIENT_DEFAULT,
                    headers={"accept": "application/json"},
                ) as answer,
            ):  # fmt: skip
                body = b""
                async for part in answer.aiter_bytes():
                    body += part
                    if len(body) > LARGEST:
                        raise ValueError("its answer is too long")
                return _id_token(answer.status_code, body)
        except httpx.HTTPError as error:
            raise ValueError(type(error).__name__) from None


def _id_token(status: int, body: bytes) -> str:
    import json

    try:
        said: Any = json.loads(body)
    except ValueError:
        said = None
    said = said if isinstance(said, dict) else {}
    if status != 200:
        word = said.get("error")
        told = word if isinstance(word, str) and _WORD.fullmatch(word) else "no reason given"
        raise ValueError(f"{status}, {told}")
    token = said.get("id_token")
    if not isinstance(token, str):
        raise ValueError("it gave no ID token")
    return token
