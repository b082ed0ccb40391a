"""A deal file in, a `Deal` out; what is wrong is said with key and line, and nothing is guessed."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import Any, NoReturn, TypeVar, cast

from caveat.errors import BadDate, BadDeal, BadShare, BadSubject
from caveat.screening.deals import deal as values
from caveat.screening.deals.deal import Deal, Debt, Goods, Holding, Issue, Party, Purchase
from caveat.screening.deals.fields import Fields
from caveat.screening.deals.goods import KINDS
from caveat.screening.deals.lines import Lines, of_json, of_toml
from caveat.sources.stakes.share import Share, exactly, read_share
from caveat.stake import INTERESTS
from caveat.subject import TYPES, Subject
from caveat.time import span

LARGEST = 5_000_000
"""Bytes that a deal file may have: it is written by people."""

DEAL = (
    "title", "date", "closing", "currency", "amount", "jurisdictions", "performance", "note",
    "party", "stake", "purchase", "issue", "debt", "goods",
)  # fmt: skip
PARTY = (
    "id", "name", "role", "roles", "type", "aliases", "birth_date", "gender", "countries",
    "identifiers", "addresses", "ibans", "bics", "phones", "signs_for", "officer_of", "same_as",
    "not_same_as", "person_of", "owners", "military", "sectors", "note",
)  # fmt: skip
STAKE = ("holder", "owned", "percent", "kind", "since", "until", "note")
PURCHASE = ("buyer", "seller", "owned", "percent", "kind", "note")
ISSUE = ("to", "owned", "percent", "new_shares", "shares_before", "note")
DEBT = ("borrower", "lender", "days", "kind", "note")
GOODS = (
    "description", "kind", "codes", "origin", "destination", "end_use", "military_use",
    "oil_project", "note",
)  # fmt: skip

"""The keys of each table; ``docs/reference/deal-file.md`` has them all."""

_T = TypeVar("_T")


def read(path: Path) -> Deal:
    """Read a deal file.

    Args:
        path: TOML if its name ends in ``.toml``, JSON if in ``.json``.

    Raises:
        BadDeal: it is missing, unreadable, or says something that no deal file says.
    """
    if not path.is_file():
        raise BadDeal(f"There is no file {path}. Check the name.")
    if path.suffix.lower() not in (".toml", ".json"):
        raise BadDeal(f"{path.name} is neither .toml nor .json. Write a deal as one of them.")
    if path.stat().st_size > LARGEST:
        raise BadDeal(
            f"{path.name} has more than {LARGEST:,} bytes. A deal file is written by hand."
        )
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadDeal(f"{path.name} is not UTF-8: {error}. Save it as UTF-8.") from None
    return of_text(text, path.name)


def of_text(text: str, file: str) -> Deal:
    """Read the text of a deal file; see `read`.

    >>> deal = of_text('date = 2018-03-01\\n[[party]]\\nname = "A"\\nrole = "buyer"', "x.toml")
    >>> deal.parties[0].id
    'A'
    """
    if file.lower().endswith(".json"):
        try:
            said = json.loads(text, parse_constant=_no_number)
            json.dumps(said, ensure_ascii=False).encode()  # JSON can write half a character
            lines = of_json(file, text)
        except UnicodeEncodeError as error:
            half = error.object[error.start]
            raise BadDeal(f"{file} has {half!a}, half a character. Write it whole.") from None
        except (ValueError, RecursionError) as error:
            raise BadDeal(f"{file} is no JSON: {error}. Correct it.") from None
    else:
        try:
            said = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise BadDeal(f"{file} is no TOML: {error}. Correct it.") from None
        lines = of_toml(file, text)
    if not isinstance(said, dict):
        raise BadDeal(f"{file} is no table of keys. Begin it with a date and a party.")
    return _deal(said, lines)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _deal(said: dict[str, Any], lines: Lines) -> Deal:
    top = Fields(said, (), lines, DEAL)
    parties = _parties(top, lines)
    known = {one.id for one in parties}

    def each(name: str, keys: Sequence[str], make: Callable[[Fields, int], _T]) -> tuple[_T, ...]:
        found = []
        for place, one in enumerate(top.tables(name)):
            path = (name, place)
            found.append(make(Fields(one, path, lines, keys, known), lines.number(path)))
        return tuple(found)

    signed = top.day("date")
    if signed is None:
        top.wrong("date", "has no date of signature. Write date = 2018-03-01")
    closing = top.day("closing")
    if closing and closing < signed:
        top.wrong("closing", f"closing {closing} is before the date of signature, {signed}")
    currency = top.text("currency").upper()
    if currency and not (len(currency) == 3 and currency.isalpha()):
        top.wrong("currency", f"{currency!r} is no currency. Write its three letters, as USD")
    amount = said.get("amount")
    if amount is not None and (
        isinstance(amount, bool) or not isinstance(amount, int | float) or not isfinite(amount)
    ):
        top.wrong("amount", f"{amount!r} is no number. Write it without signs, as 1500000")
    made = Deal(
        top.text("title") or lines.file,
        signed,
        parties,
        each("stake", STAKE, _holding),
        each("purchase", PURCHASE, _purchase),
        each("issue", ISSUE, _issue),
        each("debt", DEBT, _debt),
        each("goods", GOODS, _goods),
        closing,
        currency or None,
        float(amount) if amount is not None else None,
        top.texts("performance"),
        cast(Any, top.choices("jurisdictions", values.JURISDICTIONS)) or values.ASKED,
        lines.file,
    )
    _whole(made, lines)
    return made


def _parties(top: Fields, lines: Lines) -> tuple[Party, ...]:
    rows = top.tables("party")
    if not rows:
        top.wrong("party", "has no [[party]]. Name at least one")
    ids: dict[str, int] = {}
    for place, one in enumerate(rows):
        id = one.get("id") or one.get("name") or ""
        path = ("party", place)
        if not isinstance(id, str) or not id.strip():
            raise BadDeal(f"{lines.say(path)}: a party has neither id nor name. Give it one.")
        if id in ids:
            raise BadDeal(
                f"{lines.say(path)}: two parties are called {id!r}, the other on line "
                f"{lines.number(('party', ids[id]))}. Give each an id of its own."
            )
        ids[id] = place
    return tuple(
        _party(Fields(one, ("party", place), lines, PARTY, set(ids)))
        for place, one in enumerate(rows)
    )


def _party(row: Fields) -> Party:
    roles = row.choices("roles", values.ROLES) + row.choices("role", values.ROLES)
    if not roles:
        row.wrong("role", 'a party has no role. Say what it does, as role = "buyer"')
    type = row.choice("type", TYPES) or "any"
    birth = row.partial("birth_date")
    gender = row.choice("gender", ("male", "female"))
    try:
        subject = Subject(
            row.text("name"), cast(Any, type), row.texts("aliases"), birth, gender,
            row.texts("countries"), row.texts("identifiers"), row.texts("addresses"),
        )  # fmt: skip
    except (BadSubject, BadDate) as error:
        row.wrong("name", str(error).rstrip("."))
    return Party(
        row.text("id") or subject.name,
        subject,
        cast(Any, tuple(dict.fromkeys(roles))),
        row.parties("signs_for"),
        row.parties("officer_of"),
        row.texts("same_as"),
        row.texts("not_same_as"),
        cast(Any, row.choices("person_of", values.JURISDICTIONS)),
        cast(Any, row.choice("owners", values.OWNERS) or "as stated"),
        row.flag("military"),
        row.texts("sectors"),
        row.texts("ibans"),
        row.texts("bics"),
        row.texts("phones"),
    )


def _share(row: Fields, key: str = "percent") -> Share:
    said = row.said.get(key)
    if said is None:
        row.wrong(key, f'has no {key}. Write {key} = "30", or "unknown"')
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        row.wrong(key, f'{said!r} is no share. Write percent, as 30 or "25-50"')
    try:
        return read_share(str(said))
    except BadShare as error:
        row.wrong(key, f'{str(error).rstrip(".")}. Write percent, as 30 or "25-50"')


def _holding(row: Fields, line: int) -> Holding:
    share = _share(row) if row.said.get("kind", "shares") in ("shares", "voting rights") or (
        "percent" in row.said) else Share(0, 10**9)  # fmt: skip
    holder, owned = row.pair("holder", "owned")
    since, until = row.partial("since"), row.partial("until")
    if since and until and span(until).last < span(since).first:
        row.wrong("until", f"until {until} is before since {since}")
    return Holding(
        holder, owned, cast(Any, row.choice("kind", INTERESTS) or "shares"), *share, since, until,
        line,
    )  # fmt: skip


def _purchase(row: Fields, line: int) -> Purchase:
    buyer, owned = row.pair("buyer", "owned")
    seller = row.party("seller") if "seller" in row.said else None
    if seller in (buyer, owned):
        row.wrong("seller", f"{seller!r} sells to itself, or sells itself. Name who gives it up")
    kind = row.choice("kind", INTERESTS) or "shares"
    return Purchase(buyer, owned, cast(Any, kind), *_share(row), seller, line)


def _issue(row: Fields, line: int) -> Issue:
    to, owned = row.pair("to", "owned")
    counts = [row.count(key) for key in ("new_shares", "shares_before")]
    if counts == [None, None]:
        return Issue(to, owned, *_share(row), line)
    if "percent" in row.said or None in counts:
        row.wrong("percent", "an issue has either percent, or new_shares and shares_before")
    new, before = cast(int, counts[0]), cast(int, counts[1])
    if new + before == 0:
        row.wrong("new_shares", "a company without a share has no owners")
    return Issue(to, owned, *exactly(Fraction(100 * new, new + before)), line)


def _debt(row: Fields, line: int) -> Debt:
    days = row.count("days")
    if days is None:
        row.wrong("days", "a debt has no days. Write its tenor in days, as days = 60")
    lender = row.party("lender") if "lender" in row.said else None
    kind = row.choice("kind", values.DEBTS) or "loan"
    return Debt(row.party("borrower"), days, kind, lender, line)


def _goods(row: Fields, line: int) -> Goods:
    made = Goods(
        row.text("description"), row.choice("kind", tuple(KINDS)), row.texts("codes"),
        row.texts("origin"), row.texts("destination"), row.texts("end_use"),
        row.flag("military_use"), row.choice("oil_project", values.OIL_PROJECTS), line,
    )  # fmt: skip
    if not (made.description or made.kind or made.codes):
        row.wrong("description", "goods have neither description nor kind nor codes. Say one")
    return made


def _whole(deal: Deal, lines: Lines) -> None:
    """What is sold and issued is no more than there is."""
    for name, rows in (("purchase", deal.purchases), ("issue", deal.issues)):
        sums: dict[tuple[str, str], int] = {}
        for place, one in enumerate(cast(Sequence[Any], rows)):
            key = (one.owned, getattr(one, "kind", "shares"))
            sums[key] = sums.get(key, 0) + one.least
            if sums[key] > 10**9:
                raise BadDeal(
                    f"{lines.say((name, place))}: of {one.owned!r} more than 100 percent is "
                    f"{'bought' if name == 'purchase' else 'issued'} in all. Correct the shares."
                )
