"""Keys in a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.pages.conftest import TODAY, Serving, token_in

from caveat.api import keys
from caveat.screening.library import Library

HTML = {"accept": "text/html,application/xhtml+xml"}


@pytest.fixture(scope="module")
def key(library: Library, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    place = tmp_path_factory.mktemp("keys") / "keys.json"
    return place, keys.add(place, "Ann", "analyst", TODAY)


@pytest.fixture
def client(library: Library, key: tuple[Path, str], serving: Serving) -> TestClient:
    return serving(library.root, keys=key[0]).client


def sign_in(client: TestClient, key: str, back: str = "/lists") -> str:
    page = client.get(f"/sign-in?back={back}", headers=HTML).text
    data = {"form_token": token_in(page), "key": key, "back": back}
    return str(client.post("/sign-in", data=data, headers=HTML).text)


def test_without_a_key_a_reader_is_led_to_sign_in(client: TestClient) -> None:
    answer = client.get("/lists?x=1", headers=HTML, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (
        303, "/sign-in?back=/lists%3Fx%3D1",
    )  # fmt: skip
    assert client.get("/lists").status_code == 401


def test_a_good_key_leads_to_the_page_that_was_asked_for(
    client: TestClient, key: tuple[Path, str]
) -> None:
    assert "Caveat starter list" in sign_in(client, key[1])
    cookie = next(one for one in client.cookies.jar if one.name == "caveat_key")
    assert "HttpOnly" in cookie._rest
    assert cookie.expires is None


def test_a_wrong_key_is_said(client: TestClient) -> None:
    assert "is not good, or may not do this" in sign_in(client, "cav_0123_wrong")


def test_what_is_no_key_at_all_is_refused(client: TestClient) -> None:
    assert "This is no key." in sign_in(client, "a b; c")


def test_signing_out_forgets_the_key(client: TestClient, key: tuple[Path, str]) -> None:
    page = sign_in(client, key[1])
    client.post("/sign-in/out", data={"form_token": token_in(page)}, headers=HTML)
    assert client.get("/lists", headers=HTML, follow_redirects=False).status_code == 303


def test_the_sign_in_shows_no_list(client: TestClient) -> None:
    assert "starter" not in client.get("/sign-in", headers=HTML).text
