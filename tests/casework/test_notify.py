"""Notices: signed, tried again, kept if nobody takes them; over a real server each."""

from __future__ import annotations

import hashlib
import hmac
import json
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from caveat.casework import notify, notifying
from caveat.casework.notice import Notice
from caveat.casework.notifying import Mail, Settings, Webhook
from caveat.errors import BadInput, UnknownCase

SECRET = b"0123456789abcdef"
AT = 1_764_000_000

NOTICE = Notice(
    "n1",
    {
        "format": "caveat.notice/1", "id": "n1", "at": "2026-11-24T09:30:00.000000Z",
        "portfolio": 1, "run": 7, "edition": "e1",
        "counts": {"new": 2, "changed": 0, "reopened": 1, "closed": 0},
        "alerts": {"new": [4, 5], "changed": [], "reopened": [2], "closed": []}, "notice": "",
    },
)  # fmt: skip


@dataclass
class Hook:
    """A server that takes webhooks, and answers as it is told."""

    answers: list[int] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def hook() -> Iterator[Hook]:
    said = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            said.got.append((dict(self.headers), body))
            self.send_response(said.answers.pop(0) if said.answers else 200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    said.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield said
    server.shutdown()
    server.server_close()
    thread.join()


def _settings(hook: Hook, **said: Any) -> Settings:
    return Settings(webhook=Webhook(hook.url, SECRET), **said)


def _send(root: Path, settings: Settings, slept: list[float] | None = None) -> tuple[int, int]:
    waits = slept if slept is not None else []
    return notify.deliver(root, settings, sleep=waits.append, clock=lambda: AT)


def test_a_webhook_is_signed_over_its_time_and_its_body(hook: Hook, tmp_path: Path) -> None:
    notify.post(tmp_path, NOTICE, _settings(hook))
    assert _send(tmp_path, _settings(hook)) == (1, 0)
    ((headers, body),) = hook.got
    expected = hmac.new(SECRET, f"{AT}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["Caveat-Signature"] == f"t={AT},v1={expected}"
    assert json.loads(body) == NOTICE.content
    assert _send(tmp_path, _settings(hook)) == (0, 0)


def test_a_server_that_is_down_is_tried_again_ever_later(hook: Hook, tmp_path: Path) -> None:
    hook.answers = [503, 500, 429, 200]
    slept: list[float] = []
    notify.post(tmp_path, NOTICE, _settings(hook))
    assert _send(tmp_path, _settings(hook), slept) == (1, 0)
    assert slept == [2, 4, 8] and len(hook.got) == 4
    assert len({headers["Caveat-Delivery"] for headers, _ in hook.got}) == 1


def test_what_nobody_takes_is_a_dead_letter_and_can_be_sent_again(
    hook: Hook, tmp_path: Path
) -> None:
    hook.answers = [500] * 3
    settings = _settings(hook, tries=3)
    notify.post(tmp_path, NOTICE, settings)
    assert _send(tmp_path, settings) == (0, 1)
    (letter,) = notify.deadletters(tmp_path)
    assert (letter.id, letter.tries, letter.why) == ("n1-webhook", 3, "The webhook answered 500.")
    with pytest.raises(UnknownCase, match="no dead letter 'n2'"):
        notify.resend(tmp_path, ["n2"])
    assert notify.resend(tmp_path) == 1
    assert _send(tmp_path, settings) == (1, 0)
    assert notify.deadletters(tmp_path) == []


def test_what_is_refused_is_not_tried_again(hook: Hook, tmp_path: Path) -> None:
    hook.answers = [401]
    notify.post(tmp_path, NOTICE, _settings(hook))
    assert _send(tmp_path, _settings(hook)) == (0, 1) and len(hook.got) == 1


def test_nobody_there_is_a_dead_letter_without_an_address(tmp_path: Path) -> None:
    settings = Settings(webhook=Webhook("http://127.0.0.1:1/secret-path", SECRET), tries=2)
    notify.post(tmp_path, NOTICE, settings)
    assert _send(tmp_path, settings) == (0, 1)
    assert "secret" not in notify.deadletters(tmp_path)[0].why


def test_what_was_kept_before_a_crash_is_sent_by_the_next_watch(hook: Hook, tmp_path: Path) -> None:
    settings = _settings(hook)
    notify.post(tmp_path, NOTICE, settings)
    with pytest.raises(KeyboardInterrupt):
        hook.answers = [500]

        def killed(_: float) -> None:
            raise KeyboardInterrupt

        notify.deliver(tmp_path, settings, sleep=killed, clock=lambda: AT)
    assert _send(tmp_path, settings) == (1, 0)


def test_a_file_gets_one_line_a_notice(tmp_path: Path) -> None:
    settings = Settings(file=tmp_path / "out" / "notices.jsonl")
    for _ in range(2):
        notify.post(tmp_path, NOTICE, settings)
        assert _send(tmp_path, settings) == (1, 0)
    lines = (tmp_path / "out" / "notices.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == [NOTICE.content] * 2


class Box:
    """A mail box."""

    def __init__(self) -> None:
        self.got: list[bytes] = []

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802
        self.got.append(envelope.content)
        return "250 OK"


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for localhost, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    cert, secret = tmp_path / "cert.pem", tmp_path / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert, secret


def _free_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def test_a_mail_goes_out_encrypted_with_numbers_and_no_names(
    tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    box, port = Box(), _free_port()
    server = Controller(
        box, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True
    )
    server.start()
    try:
        mail = Mail("localhost", port, "caveat@bank.example", ("aml@bank.example",),
                    ca_file=str(certificate[0]))  # fmt: skip
        notify.post(tmp_path, NOTICE, Settings(mail=mail))
        assert _send(tmp_path, Settings(mail=mail)) == (1, 0)
        plain = Mail("localhost", port, "caveat@bank.example", ("aml@bank.example",))
        notify.post(tmp_path, NOTICE, Settings(mail=plain, tries=1))
        assert _send(tmp_path, Settings(mail=plain, tries=1)) == (0, 1)  # not trusted
    finally:
        server.stop()
    (content,) = box.got
    message = message_from_bytes(content, policy=policy.default)
    assert message["Subject"] == "Caveat: 2 new, 1 reopened (portfolio 1)"
    text = message.get_content()
    assert "new: alert 4" in text and "reopened: alert 2" in text and "may be" not in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[webhook]\nurl = 'http://bank.example/x'", "must begin with https"),
        ("[webhook]\nurl = 'https://bank.example/x'\nsecret = 'x'", "webhook.secret is nothing"),
        ("[mail]\nhost = 'h'\nfrom = 'a@b'\nto = ['nobody']", "must be addresses"),
        ("[mail]\nhost='h'\nfrom='a@b'\nto='c@d'\nstarttls=false", "same machine"),
        (
            "[mail]\nhost='localhost'\nfrom='a@b'\nto='c@d'\nuser='u'\nstarttls=false",
            "in the open",
        ),
        ("tries = 0", "tries must be from 1 to 20"),
        ("names = 'yes'", "names cannot be 'yes'"),
        ("[", "cannot be read"),
    ],
)
def test_settings_that_are_wrong_say_where(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "watch.toml").write_text(text)
    with pytest.raises(BadInput, match=said):
        notifying.read(tmp_path, {"CAVEAT_WEBHOOK_SECRET": "0123456789abcdef"})


def test_a_webhook_needs_its_secret(tmp_path: Path) -> None:
    (tmp_path / "watch.toml").write_text("[webhook]\nurl = 'https://bank.example/x'")
    with pytest.raises(BadInput, match="CAVEAT_WEBHOOK_SECRET is missing"):
        notifying.read(tmp_path, {})
    assert notifying.read(tmp_path / "nothing", {}).ways == ()
