"""A page: what every room shows around what it has to say, and in which language and colours."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from caveat import __version__
from caveat.errors import UnknownSource
from caveat.ownership import explain
from caveat.ownership.points import percent
from caveat.pages import guard, language, marks, sentences, told
from caveat.pages.asking import House
from caveat.screening.answer import NOT_ADVICE
from caveat.sources import registry
from caveat.sources.registry import Source

ASSETS = Path(__file__).with_name("assets")
THEMES = ("light", "dark")
LANGUAGE_COOKIE, THEME_COOKIE = "caveat_language", "caveat_theme"
A_YEAR = 365 * 24 * 3600


class Page:
    """What is shown to one reader."""

    def __init__(self, request: Request, house: House) -> None:
        self.request, self.house = request, house
        self.language = language.chosen(
            request.query_params.get("lang", ""),
            request.cookies.get(LANGUAGE_COOKIE, ""),
            request.headers.get("accept-language", ""),
        )
        theme = request.cookies.get(THEME_COOKIE, "")
        self.theme = theme if theme in THEMES else ""
        self.token = guard.token_of(request)

    @property
    def part(self) -> bool:
        """Whether only a part of a page is asked for, to be put in its place."""
        return self.request.headers.get("hx-request") == "true"

    def gettext(self, message: str) -> str:
        """A message in the reader's language."""
        return language.catalogue(self.language).gettext(message) if message else ""

    def html(self, template: str, **values: Any) -> str:
        """A template, filled."""
        return _environment(self.language).get_template(template).render(page=self, **values)

    def show(self, template: str, status: int = 200, **values: Any) -> Response:
        """A template as an answer."""
        answer = Response(self.html(template, **values), status, media_type="text/html")
        answer.headers["vary"] = "Accept-Language, Cookie, HX-Request"
        guard.give(answer, self.request, self.token, secure=self.house.secure)
        return answer

    @property
    def signed_in(self) -> bool:
        """Whether the browser keeps a key, or the token of a session."""
        return not {"caveat_key", "caveat_session"}.isdisjoint(self.request.cookies)

    @property
    def who(self) -> str:
        """Who asks, if the service knows; a user of the casework, perhaps."""
        told_ = self.request.scope.get("caveat")
        return told_.who if told_ is not None else ""

    @property
    def today(self) -> str:
        """Today, as days are written."""
        return self.house.day().isoformat()

    @property
    def on_today(self) -> str:
        """The address of this page about today."""
        kept = {
            name: self.request.query_params.getlist(name)
            for name in self.request.query_params
            if name not in ("as_of", "known_at", "edition")
        }
        path = self.request.url.path if self.request.method == "GET" else "/"
        return quote(path) + query(**kept)

    @property
    def here(self) -> str:
        """The address of this page, to come back to; the start for one that was sent to."""
        if self.request.method != "GET":
            return "/"
        query = self.request.url.query
        return self.request.url.path + (f"?{query}" if query else "")


def note(request: Request, asked: tuple[str, ...], hits: int = 0) -> None:
    """Tell the service's log what was asked about; it decides what of it is written."""
    told_ = request.scope.get("caveat")
    if told_ is not None:
        told_.asked, told_.hits = asked, hits


@cache
def asset(name: str) -> str:
    """The address of one of our own files; it changes when the file does.

    >>> asset("page.js").startswith("/assets/page.js?v=")
    True
    """
    content = (ASSETS / name).read_bytes()
    return f"/assets/{name}?v={hashlib.sha256(content).hexdigest()[:10]}"


def web(address: str | None) -> str:
    """An address that may stand behind a link: on the web, and nothing that could run.

    >>> web("https://example.org/a"), web("javascript:alert(1)"), web(None)
    ('https://example.org/a', '', '')
    """
    if not address:
        return ""
    try:
        found = urlsplit(address.strip())
    except ValueError:
        return ""
    return address.strip() if found.scheme in ("http", "https") and found.netloc else ""


def host(address: str) -> str:
    """Whose an address on the web is, in short.

    >>> host("https://www.un.org/securitycouncil/x")
    'un.org'
    """
    return (urlsplit(address.strip()).hostname or "").removeprefix("www.")


def query(**said: Any) -> str:
    """The part of an address after the question mark; what is empty is left out.

    >>> query(q="Acme & Co", as_of="", above=["a", "b"])
    '?q=Acme+%26+Co&above=a&above=b'
    """
    kept = {key: value for key, value in said.items() if value}
    return f"?{urlencode(kept, doseq=True)}" if kept else ""


def source(name: str, title: str = "") -> Source:
    """What the registry knows of a list; one of the user's own is described by itself."""
    try:
        return registry.get(name)
    except UnknownSource:
        return registry.own(name, title)


_ENGLISH = Markup('<span lang="en">{}</span>')


class _Templates(Environment):
    """Templates in which a record's key goes before a method (``clear``, ``values``)."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What stands behind a dot."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def _environment(code: str) -> Environment:
    made = _Templates(
        loader=PackageLoader("caveat.pages"),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    catalogue = language.catalogue(code)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        catalogue.gettext, catalogue.ngettext, newstyle=True
    )

    def say(text: str) -> Markup:
        """A sentence of Caveat's own; where it has no translation, it is marked as English."""
        found = sentences.say(text, catalogue)
        if found is None:
            found = text
            if code != language.ENGLISH:
                return _ENGLISH.format(found)
        if code == language.ENGLISH:
            return Markup("{}").format(found)
        parts = sentences.quoted(found)
        return Markup("").join(
            _ENGLISH.format(part) if place % 2 else Markup("{}").format(part)
            for place, part in enumerate(parts)
        )

    made.filters |= {
        "say": say,
        "phrase": lambda text: sentences.phrase(text, catalogue),
        "words": lambda word: catalogue.gettext(word) if word else "",
        "web": web,
        "host": host,
        "country": lambda one: language.country(one, code),
        "number": lambda one: format_decimal(one, locale=code),
        "percent": percent,
        "field": lambda name: told.field_name(name, code),
        "kind": lambda name: told.schema_name(name, code),
        "differing": marks.differing,
        "minute": minute,
        "first_up": lambda text: text[:1].upper() + text[1:],
        "reasons": explain.sentences,
    }
    made.globals |= {
        "asset": asset,
        "query": query,
        "source_of": source,
        "evidence_said": lambda one: sentences.evidence(one, catalogue),
        "languages": language.languages(),
        "not_advice": NOT_ADVICE,
        "version": __version__,
    }
    return made


def minute(moment: datetime) -> str:
    """A moment as a reader is told it: to the minute, in UTC.

    >>> from datetime import UTC
    >>> minute(datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    '2026-11-24 09:30 UTC'
    """
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def values(page: Page, **more: Any) -> Mapping[str, Any]:
    """The values that every whole page has."""
    return {"page": page, **more}
