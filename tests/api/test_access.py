"""Who may ask, how much and how often."""

from __future__ import annotations

import base64
import hmac
import json
import socket
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from tests.api.conftest import Asking, served
from tests.conftest import CAVEAT, TODAY, at

from caveat.api import keys, oidc
from caveat.api.limits import Limits
from caveat.api.settings import Settings, guarded
from caveat.errors import NotServed
from caveat.time import day

ASK = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Sergey Chemezov"]}}}}


def made(place: Path, name: str = "bank", role: keys.Role = "analyst", **said: int) -> str:
    return keys.add(place, name, role, day(TODAY), **said)


class TestAddresses:
    def test_without_keys_only_this_machine_is_served(self, tmp_path: Path) -> None:
        caveat = at(tmp_path / "library")
        refused = caveat("serve", "--host", "0.0.0.0")
        assert refused.code == 2
        assert "caveat keys add" in refused.err and "127.0.0.1" in refused.err

    def test_with_a_key_any_address_may_be_served(self, tmp_path: Path) -> None:
        settings = Settings(tmp_path, host="0.0.0.0")
        guarded(settings, keys=1)
        with pytest.raises(NotServed):
            guarded(settings, keys=0)

    def test_a_page_elsewhere_cannot_ask_under_a_name_of_its_own(self, asking: Asking) -> None:
        """DNS rebinding: a browser sends the name that it was told, not ours."""
        client = asking()
        answer = client.get("/search/default", headers={"host": "evil.example"})
        assert answer.status_code == 421
        assert "--allow-host" in answer.json()["detail"]

    def test_a_page_elsewhere_may_not_send_anything(self, asking: Asking) -> None:
        """Browsers say from where a request comes; forged ones come from other sites."""
        client = asking()
        there = {"sec-fetch-site": "cross-site"}
        assert client.post("/match/default", json=ASK, headers=there).status_code == 403
        here = {"sec-fetch-site": "same-origin"}
        assert client.post("/match/default", json=ASK, headers=here).status_code == 200

    @pytest.mark.parametrize(
        ("origin", "status"),
        [
            ("https://evil.example", 403),
            ("null", 403),
            ("http://[", 403),
            ("http://localhost:8000", 200),
            ("http://127.0.0.1:3333", 200),
        ],
    )
    def test_a_browser_that_says_only_its_origin_is_asked_for_that(
        self, asking: Asking, origin: str, status: int
    ) -> None:
        answer = asking().post("/match/default", json=ASK, headers={"origin": origin})
        assert answer.status_code == status, answer.text

    def test_a_name_that_is_allowed_may_be_used(self, asking: Asking) -> None:
        client = asking(hosts=("lists.bank.example",))
        named = {"host": "lists.bank.example:8000"}
        assert client.get("/search/default", headers=named).status_code == 200


class TestKeys:
    def test_a_key_is_shown_once_and_kept_as_a_hash(self, tmp_path: Path) -> None:
        place = tmp_path / "keys.json"
        text = made(place)
        assert text not in place.read_text() and text.rsplit("_", 1)[1] not in place.read_text()
        assert place.stat().st_mode & 0o077 == 0
        found = keys.find(keys.read(place), text)
        assert found is not None and found.name == "bank"
        assert keys.find(keys.read(place), text[:-1]) is None

    def test_two_keys_have_two_names(self, tmp_path: Path) -> None:
        made(tmp_path / "keys.json")
        with pytest.raises(NotServed, match="bank"):
            made(tmp_path / "keys.json")

    @pytest.mark.parametrize("way", ["ApiKey", "Bearer", "x-api-key", "api_key"])
    def test_it_may_be_shown_in_four_ways(self, asking: Asking, tmp_path: Path, way: str) -> None:
        place = tmp_path / "keys.json"
        text = made(place)
        client = asking(keys=place)
        asked = "/search/default?q=rostec"
        assert client.get(asked).status_code == 401
        if way == "api_key":
            answer = client.get(f"{asked}&api_key={text}")
        else:
            header = {"x-api-key": text} if way == "x-api-key" else {
                "authorization": f"{way} {text}"}  # fmt: skip
            answer = client.get(asked, headers=header)
        assert answer.status_code == 200

    def test_health_and_documentation_need_none(self, asking: Asking, tmp_path: Path) -> None:
        made(tmp_path / "keys.json")
        client = asking(keys=tmp_path / "keys.json")
        for path in ("/healthz", "/readyz", "/docs", "/openapi.json"):
            assert client.get(path).status_code == 200, path

    def test_roles(self, asking: Asking, tmp_path: Path) -> None:
        place = tmp_path / "keys.json"
        shown = {role: made(place, role, role) for role in keys.ROLES}
        client = asking(keys=place)

        def status(role: keys.Role, path: str) -> Any:
            header = {"authorization": f"ApiKey {shown[role]}"}
            return client.get(path, headers=header).status_code

        assert [status(role, "/metrics") for role in keys.ROLES] == [403, 200, 200]
        assert [status(role, "/catalog") for role in keys.ROLES] == [200, 403, 200]

    def test_revoking_the_last_one_lets_nobody_in(self, asking: Asking, tmp_path: Path) -> None:
        place = tmp_path / "keys.json"
        text = made(place)
        client = asking(keys=place)
        header = {"authorization": f"ApiKey {text}"}
        assert client.get("/catalog", headers=header).status_code == 200
        keys.revoke(place, "bank")
        time.sleep(1.1)
        assert client.get("/catalog", headers=header).status_code == 401
        assert client.get("/catalog").status_code == 401

    def test_a_damaged_file_is_no_open_door(self, tmp_path: Path) -> None:
        (tmp_path / "keys.json").write_text("{}")
        with pytest.raises(NotServed, match="keys add"):
            keys.read(tmp_path / "keys.json")

    def test_the_commands(self, tmp_path: Path) -> None:
        caveat = at(tmp_path / "library")
        text = caveat("keys", "add", "bank", "--role", "analyst").out.strip()
        assert text.startswith("cav_")
        listed = caveat("keys", "list").out
        assert "bank" in listed and text not in listed
        assert caveat("keys", "add", "x", "--role", "king").code == 2
        assert caveat("keys", "revoke", "bank").code == 0
        assert caveat("keys", "revoke", "bank").code == 2


class TestTokens:
    def test_a_token_of_the_provider_gives_its_role(self, asking: Asking, tmp_path: Path) -> None:
        own, strange = RSAKey.generate_key(2048), RSAKey.generate_key(2048)
        public = {"keys": [own.as_dict(private=False)]}
        (tmp_path / "jwks.json").write_text(json.dumps(public))
        place = tmp_path / "oidc.toml"
        place.write_text(
            'issuer = "https://id.bank.example"\naudience = "caveat"\njwks = "jwks.json"\n'
            '[roles]\ncompliance = "analyst"\n'
        )
        client = asking(oidc=place)
        good = {
            "iss": "https://id.bank.example",
            "aud": "caveat",
            "sub": "u1",
            "exp": int(time.time()) + 60,
            "roles": ["compliance"],
        }

        def status(key: RSAKey = own, **other: object) -> Any:
            token = jwt.encode({"alg": "RS256"}, {**good, **other}, key)
            header = {"authorization": f"Bearer {token}"}
            return client.get("/catalog", headers=header).status_code

        assert client.get("/catalog").status_code == 401
        assert status() == 200
        assert status(strange) == 401
        assert status(aud="other") == 401
        assert status(iss="https://evil.example") == 401
        assert status(exp=int(time.time()) - 60) == 401
        assert status(roles=["janitor"]) == 401
        assert client.get("/metrics").status_code == 401

    def test_a_token_without_a_signature_is_none(self, tmp_path: Path) -> None:
        key = RSAKey.generate_key(2048)
        (tmp_path / "jwks.json").write_text(json.dumps({"keys": [key.as_dict(private=False)]}))
        place = tmp_path / "oidc.toml"
        place.write_text('issuer = "i"\naudience = "a"\njwks = "jwks.json"\n[roles]\nr = "admin"\n')
        provider = oidc.read(place)
        claims = {"iss": "i", "aud": "a", "sub": "u", "exp": 9999999999, "roles": "r"}
        assert provider.bearer(forged(claims, key.as_pem(private=False)), time.time()) is None
        assert provider.bearer(forged(claims, None), time.time()) is None
        assert provider.bearer("a.b.c", time.time()) is None
        assert provider.bearer("", time.time()) is None

    def test_a_file_that_says_too_little_is_refused(self, tmp_path: Path) -> None:
        place = tmp_path / "oidc.toml"
        place.write_text('issuer = "i"\n')
        with pytest.raises(NotServed, match="audience"):
            oidc.read(place)


def forged(claims: dict[str, object], secret: bytes | None) -> str:
    """A token signed with the public key as if it were a secret, or not signed at all."""

    def part(values: bytes) -> str:
        return base64.urlsafe_b64encode(values).rstrip(b"=").decode()

    head = {"alg": "HS256" if secret else "none", "typ": "JWT"}
    signed = f"{part(json.dumps(head).encode())}.{part(json.dumps(claims).encode())}"
    if secret is None:
        return f"{signed}."
    return f"{signed}.{part(hmac.digest(secret, signed.encode(), 'sha256'))}"


class TestLimits:
    def test_a_bucket_fills_again(self, tmp_path: Path) -> None:
        limits = Limits(tmp_path / "limits")
        turns = [limits.take("a", 60, 100.0) for _ in range(11)]
        assert [one.wait for one in turns[:10]] == [0.0] * 10
        assert [one.left for one in turns] == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0]
        assert turns[10].wait == pytest.approx(1.0) and turns[10].full == pytest.approx(10.0)
        assert limits.take("b", 60, 100.0).wait == 0
        assert limits.take("a", 60, 101.1).wait == 0
        limits.close()

    def test_two_workers_count_together(self, tmp_path: Path) -> None:
        one, two = Limits(tmp_path / "limits"), Limits(tmp_path / "limits")
        waits = [(one if n % 2 else two).take("a", 60, 100.0).wait for n in range(11)]
        assert [bool(wait) for wait in waits] == [False] * 10 + [True]

    def test_too_often_is_429_and_says_when(self, asking: Asking, tmp_path: Path) -> None:
        place = tmp_path / "keys.json"
        text = made(place, per_minute=60)
        client = asking(keys=place)
        header = {"authorization": f"ApiKey {text}"}
        answers = [client.get("/algorithms", headers=header) for _ in range(14)]
        refused = [one for one in answers if one.status_code == 429]
        assert refused and int(refused[0].headers["retry-after"]) >= 1
        assert "Retry-After" in refused[0].json()["detail"]
        left = [int(one.headers["ratelimit-remaining"]) for one in answers[:10]]
        assert left == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
        assert answers[0].headers["ratelimit-limit"] == "10"
        assert answers[0].headers["ratelimit-policy"] == "60;w=60"
        assert refused[0].headers["ratelimit-remaining"] == "0"
        assert 9 <= int(refused[0].headers["ratelimit-reset"]) <= 10

    def test_a_large_request_is_refused_by_its_length(self, asking: Asking) -> None:
        client = asking(max_body=2000)
        answer = client.post("/match/default", content=b"x" * 2001)
        assert answer.status_code == 413

    def test_a_large_request_is_refused_while_it_is_read(self, asking: Asking) -> None:
        """Without a length, what comes is counted, and no more of it is read."""
        client = asking(max_body=2000)
        taken = 0

        def parts() -> object:
            nonlocal taken
            for _ in range(10):
                taken += 1
                yield b" " * 500

        answer = client.post("/match/default", content=parts())
        assert answer.status_code == 413

    def test_a_key_may_have_a_limit_of_its_own(self, asking: Asking, tmp_path: Path) -> None:
        place = tmp_path / "keys.json"
        text = made(place, max_body=100)
        client = asking(keys=place)
        header = {"authorization": f"ApiKey {text}"}
        assert client.post("/match/default", json=ASK, headers=header).status_code == 413 or (
            len(json.dumps(ASK)) <= 100
        )

    def test_compressed_requests_are_not_taken(self, asking: Asking) -> None:
        client = asking()
        answer = client.post("/match/default", content=b"", headers={"content-encoding": "gzip"})
        assert answer.status_code == 415

    def test_a_long_address_is_refused(self, asking: Asking) -> None:
        assert asking().get(f"/search/default?q={'a' * 20_000}").status_code == 414


class TestOverASocket:
    def test_a_body_of_no_end_is_cut_off(self, root: Path, tmp_path: Path) -> None:
        with served(root, "--max-body", "1", log=tmp_path / "log") as service:
            service.wait()
            with socket.create_connection(("127.0.0.1", service.port), 10) as line:
                line.sendall(
                    b"POST /match/default HTTP/1.1\r\nhost: localhost\r\n"
                    b"content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
                )
                chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
                sent = 0
                try:
                    while sent < 64 << 20:
                        line.sendall(chunk)
                        sent += 0x10000
                except OSError:
                    pass
                assert sent < 32 << 20
            assert httpx.get(f"{service.url}/healthz").status_code == 200


def test_the_missing_extra_is_a_sentence(tmp_path: Path) -> None:
    """Without the extra, the command says what to install."""
    import subprocess
    import sys

    code = (
        "import sys; sys.modules['uvicorn'] = None\n"
        f"sys.argv = ['caveat', '--library', {str(tmp_path)!r}, 'serve']\n"
        "from caveat.cli.main import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "caveat[serve]" in done.stderr
    assert CAVEAT.exists()
