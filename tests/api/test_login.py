"""Signing in at an identity provider: a real one on this machine, spoken to as a browser would."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import RSAKey
from oidc_provider_mock import User, run_server_in_thread
from starlette.testclient import TestClient
from tests.api.conftest import Asking
from tests.pages.conftest import token_in

from caveat.api import keys, oidc
from caveat.api.oidc import Bearer
from caveat.api.sessions import WAITS, Begun, Sessions
from caveat.errors import NotServed

HTML = {"accept": "text/html"}
BACK = "http://localhost/sign-in/done"
ANN = User(sub="ann", claims={"roles": ["compliance"], "employee": "ann.b"})
EVE = User(sub="eve", claims={"roles": ["janitor"], "employee": "eve"})


@dataclass(frozen=True, slots=True)
class Provider:
    """An identity provider that knows Ann, who may ask, and Eve, who may not.

    Attributes:
        url: its address.
        client: what it knows about the service: id and secret.
        settings: of the service.
    """

    url: str
    client: dict[str, Any]
    settings: Path

    def agreed(self, address: str, who: str = "ann") -> str:
        """Somebody signs in on the provider's page; where that leads."""
        done = httpx.post(address, data={"sub": who})
        assert done.status_code == 302, done.text
        return str(done.headers["location"])


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    place = tmp_path_factory.mktemp("provider")
    with run_server_in_thread(
        require_client_registration=True, require_nonce=True, user_claims=[ANN, EVE]
    ) as server:
        url = f"http://localhost:{server.server_port}"
        client = httpx.post(f"{url}/oauth2/clients", json={"redirect_uris": [BACK]}).json()
        (place / "jwks.json").write_text(httpx.get(f"{url}/jwks").text)
        (place / "secret").write_text(client["client_secret"] + "\n")
        (place / "oidc.toml").write_text(
            f'issuer = "{url}"\naudience = "{client["client_id"]}"\njwks = "jwks.json"\n'
            'user = "employee"\n[roles]\ncompliance = "analyst"\n[login]\n'
            f'title = "Bank ID"\nauthorize = "{url}/oauth2/authorize"\n'
            f'token = "{url}/oauth2/token"\nredirect = "{BACK}"\nsecret_file = "secret"\n'
        )
        yield Provider(url, client, place / "oidc.toml")


@pytest.fixture
def client(asking: Asking, provider: Provider) -> TestClient:
    return asking(oidc=provider.settings)


def left(client: TestClient, back: str = "/lists") -> str:
    """A reader leaves for the provider; where to."""
    answer = client.get(f"/sign-in/provider?back={back}", headers=HTML, follow_redirects=False)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def arrive(client: TestClient, address: str) -> Any:
    """A reader comes back from the provider."""
    return client.get(address, headers=HTML, follow_redirects=False)


def test_who_signs_in_sees_the_page_that_was_asked_for(
    client: TestClient, provider: Provider
) -> None:
    asked = client.get("/lists?x=1", headers=HTML)
    assert "Sign in with Bank ID" in asked.text
    found = re.search(r'href="(/sign-in/provider[^"]+)"', asked.text)
    assert found
    answer = client.get(found[1], follow_redirects=False)
    back = arrive(client, provider.agreed(answer.headers["location"]))
    assert (back.status_code, back.headers["location"]) == (303, "/lists?x=1")
    assert "Caveat starter list" in client.get("/lists?x=1", headers=HTML).text
    cookie = next(one for one in client.cookies.jar if one.name == "caveat_session")
    assert "HttpOnly" in cookie._rest
    assert cookie._rest["SameSite"] == "lax"


def test_the_provider_is_told_what_it_must_know_and_no_secret(
    client: TestClient, provider: Provider
) -> None:
    said = parse_qs(urlsplit(left(client)).query)
    assert said["response_type"] == ["code"]
    assert said["code_challenge_method"] == ["S256"]
    assert len(said["code_challenge"][0]) == 43
    assert {len(said[one][0]) for one in ("state", "nonce")} == {43}
    assert not {"client_secret", "code_verifier"} & set(said)


def test_the_code_is_exchanged_with_the_verifier_of_the_challenge(
    client: TestClient, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[bytes] = []
    real = httpx.AsyncClient.send

    async def send(self: httpx.AsyncClient, request: httpx.Request, **said: Any) -> httpx.Response:
        sent.append(request.content)
        return await real(self, request, **said)

    address = left(client)
    monkeypatch.setattr(httpx.AsyncClient, "send", send)
    assert arrive(client, provider.agreed(address)).status_code == 303
    verifier = parse_qs(sent[0].decode())["code_verifier"][0]
    sum = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=")
    assert parse_qs(urlsplit(address).query)["code_challenge"] == [sum.decode()]


def test_a_sign_in_ends_once_and_only_in_the_browser_that_began_it(
    client: TestClient, provider: Provider
) -> None:
    there = provider.agreed(left(client))
    kept = client.cookies.get("caveat_sign_in")
    client.cookies.clear()
    refused = arrive(client, there)
    assert refused.status_code == 400
    assert "was not begun in this browser" in refused.text
    client.cookies.set("caveat_sign_in", kept or "")
    assert arrive(client, there).status_code == 303
    client.cookies.set("caveat_sign_in", kept or "")
    assert arrive(client, there).status_code == 400


def test_a_code_that_somebody_made_up_is_refused(client: TestClient) -> None:
    state = parse_qs(urlsplit(left(client)).query)["state"][0]
    answer = arrive(client, f"{BACK}?code=made-up&state={state}")
    assert answer.status_code == 502
    assert "invalid_grant" in answer.text


def test_a_code_of_another_sign_in_is_refused(client: TestClient, provider: Provider) -> None:
    code = parse_qs(urlsplit(provider.agreed(left(client))).query)["code"][0]
    state = parse_qs(urlsplit(left(client)).query)["state"][0]
    answer = arrive(client, f"{BACK}?code={code}&state={state}")
    assert answer.status_code == 502
    assert "its token is not good" in answer.text


def test_who_is_refused_by_the_provider_is_told(client: TestClient) -> None:
    address = left(client)
    there = httpx.post(address, data={"action": "deny"}).headers["location"]
    answer = arrive(client, there)
    assert answer.status_code == 403
    assert "did not let you in (access_denied)" in answer.text


def test_what_the_provider_says_is_no_html(client: TestClient) -> None:
    state = parse_qs(urlsplit(left(client)).query)["state"][0]
    answer = arrive(client, f"{BACK}?error=<b>x</b>&state={state}")
    assert "<b>x" not in answer.text


def test_an_answer_of_another_provider_is_refused(client: TestClient, provider: Provider) -> None:
    there = provider.agreed(left(client))
    assert arrive(client, f"{there}&iss=https://evil.example").status_code == 400


def test_who_has_no_role_is_known_but_not_let_in(client: TestClient, provider: Provider) -> None:
    answer = arrive(client, provider.agreed(left(client), "eve"))
    assert answer.status_code == 403
    assert "gives you no role here" in answer.text
    assert client.get("/lists").status_code == 401


def test_the_casework_knows_people_by_the_claim_that_was_named(
    client: TestClient, provider: Provider
) -> None:
    arrive(client, provider.agreed(left(client)))
    assert "ann.b" in client.get("/cases", headers=HTML).text


def test_a_session_may_do_what_its_role_may(client: TestClient, provider: Provider) -> None:
    arrive(client, provider.agreed(left(client)))
    assert client.get("/catalog").status_code == 200
    assert client.get("/metrics").status_code == 403


def test_signing_out_ends_the_session_wherever_its_token_is(
    client: TestClient, provider: Provider
) -> None:
    arrive(client, provider.agreed(left(client)))
    token = client.cookies.get("caveat_session") or ""
    form = token_in(client.get("/", headers=HTML).text)
    client.post("/sign-in/out", data={"form_token": form}, headers=HTML)
    assert client.cookies.get("caveat_session") is None
    client.cookies.set("caveat_session", token)
    assert client.get("/lists").status_code == 401


def test_a_reader_is_led_back_to_this_service_only(client: TestClient, provider: Provider) -> None:
    back = arrive(client, provider.agreed(left(client, "//evil.example")))
    assert back.headers["location"] == "/"


def test_a_provider_that_is_silent_is_said(
    asking: Asking, provider: Provider, tmp_path: Path
) -> None:
    text = provider.settings.read_text()
    place = provider.settings.with_name("silent.toml")
    place.write_text(text.replace(f"{provider.url}/oauth2/token", "http://127.0.0.1:9/token"))
    client = asking(oidc=place)
    answer = arrive(client, provider.agreed(left(client)))
    assert answer.status_code == 502
    assert "ConnectError" in answer.text


def test_a_key_is_as_good_as_before(asking: Asking, provider: Provider, tmp_path: Path) -> None:
    from datetime import date

    place = tmp_path / "keys.json"
    key = keys.add(place, "bank", "analyst", date(2026, 11, 24))
    client = asking(oidc=provider.settings, keys=place)
    assert client.get("/catalog", headers={"authorization": f"ApiKey {key}"}).status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("http://localhost/sign-in/done", "https://caveat.example/", "its path must be"),
        ("http://localhost/sign-in/done", "http://caveat.example/sign-in/done", "https://"),
        ('secret_file = "secret"', 'secret_file = "nothing"', "nothing"),
        ('title = "Bank ID"', "hours = 48", "at most 24"),
        ('title = "Bank ID"', 'secret_shown = "aloud"', "aloud"),
    ],
)
def test_settings_that_are_wrong_are_refused(
    provider: Provider, old: str, new: str, why: str
) -> None:
    place = provider.settings.with_name("wrong.toml")
    place.write_text(provider.settings.read_text().replace(old, new))
    with pytest.raises(NotServed, match=why):
        oidc.read(place)


def test_new_keys_of_the_provider_are_taken_while_the_service_runs(
    asking: Asking, provider: Provider
) -> None:
    settings = provider.settings.with_name("later.toml")
    settings.write_text(provider.settings.read_text().replace("jwks.json", "later.json"))
    later = provider.settings.with_name("later.json")
    old = RSAKey.generate_key(2048).as_dict(private=False)
    later.write_text(json.dumps({"keys": [old]}))
    client = asking(oidc=settings)
    assert arrive(client, provider.agreed(left(client))).status_code == 502
    later.write_text(provider.settings.with_name("jwks.json").read_text())
    assert arrive(client, provider.agreed(left(client))).status_code == 303


class TestSessions:
    def test_a_sign_in_waits_for_a_while_and_a_session_ends(self, tmp_path: Path) -> None:
        sessions, who, now = Sessions(tmp_path / "s"), Bearer("u", "analyst", "u"), 1000.0
        one = Begun.of("/")
        sessions.begin(one, now)
        assert sessions.take(one.state, one.browser, now + WAITS + 1) is None
        sessions.begin(two := Begun.of("/x"), now)
        assert sessions.take(two.state, two.browser, now + 1) == two
        token = sessions.open(who, now + 60, now)
        assert sessions.find(token, now + 59) == who
        assert sessions.find(token, now + 61) is None
        sessions.close()

    def test_other_workers_know_it_and_the_file_holds_no_token(self, tmp_path: Path) -> None:
        first, second = Sessions(tmp_path / "s"), Sessions(tmp_path / "s")
        token = first.open(Bearer("u", "admin", "u"), time.time() + 60, time.time())
        assert second.find(token, time.time()) is not None
        first.close()
        second.close()
        assert all(token.encode() not in one.read_bytes() for one in tmp_path.iterdir())
        assert (tmp_path / "s").stat().st_mode & 0o077 == 0

    def test_only_so_many_may_be_under_way(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("caveat.api.sessions.MOST", 20)
        sessions = Sessions(tmp_path / "s")
        for number in range(25):
            sessions.begin(Begun(str(number), "b", "v", "n", "/"), 1000.0 + number)
        assert sessions.take("4", "b", 1030.0) is None
        assert sessions.take("5", "b", 1030.0) is not None
        sessions.close()
