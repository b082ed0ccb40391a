"""The tests that are known, and tests of the user's own as a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, cast

from caveat.errors import BadRegime
from caveat.ownership.regimes.ch import CH
from caveat.ownership.regimes.eu import EU
from caveat.ownership.regimes.ofac import DIRECTIVES, OFAC
from caveat.ownership.regimes.rule import Adding, Measure, Regime, Rule, Starts
from caveat.ownership.regimes.uk import UK
from caveat.stake import INTERESTS, WHOLE, Interest

REGIMES = {regime.name: regime for regime in (OFAC, EU, UK, CH, *DIRECTIVES)}
"""The tests that come with Caveat, by name."""

_ADDING = ("all", "person", "none")
_REGIME = {"name", "title", "cautions", "sold", "lists", "rule"}
_RULE = {"since", "source", "url", "measure", "control", "may_control", "warned"}
_MEASURE = {"name", "counts", "may_count", "or_more", "more_than", "adding"}


def regime(name: str) -> Regime:
    """A test by its name, or from a file.

    >>> regime("uk").title
    'United Kingdom, ownership and control'

    Args:
        name: one of `REGIMES`, or the path of a TOML file.

    Raises:
        BadRegime: no test has this name, or the file does not say one.
    """
    if name in REGIMES:
        return REGIMES[name]
    path = Path(name)
    if path.suffix == ".toml" or path.is_file():
        return read(path)
    raise BadRegime(
        f"No test is called {name!r}. Say one of {', '.join(REGIMES)}, or a TOML file of your own."
    )


def named(name: str) -> Regime:
    """A test by its name only: for callers who may name no file, such as clients of a service.

    >>> named("uk").name
    'uk'

    Raises:
        BadRegime: no test has this name.
    """
    if name not in REGIMES:
        raise BadRegime(f"No test is called {name!r}. Say one of {', '.join(REGIMES)}.")
    return REGIMES[name]


def read(path: Path) -> Regime:
    """Read a test of the user's own; see ``docs/how-to/ownership.md``.

    Raises:
        BadRegime: the file is missing, is no TOML, or says something that no test is made of.
    """
    try:
        said = tomllib.loads(path.read_text("utf-8"))
    except OSError:
        raise BadRegime(f"There is no file {path}. Check the name of the test.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRegime(f"{path} is no TOML: {error}. Correct it.") from None
    _known(said, _REGIME, path.name)
    rules = said.get("rule", ())
    if not isinstance(rules, list) or not rules:
        raise BadRegime(f"{path.name} has no [[rule]]. Say at least one.")
    dated = [_rule(rule, f"{path.name}, rule {n}") for n, rule in enumerate(rules, start=1)]
    days = [first or date.min for first, _ in dated]
    if days != sorted(set(days)) or dated[0][0] is not None:
        raise BadRegime(
            f"{path.name}: the first rule has no since, and each of the others a later one. "
            "Put them in order."
        )
    lists = said.get("lists", ())
    return Regime(
        str(said.get("name") or path.stem),
        str(said.get("title") or said.get("name") or path.stem),
        tuple(dated),
        tuple(map(str, said.get("cautions", ()))),
        str(said.get("sold", "")),
        Starts(frozenset(map(str, lists))) if lists else None,
    )


def _rule(said: Mapping[str, Any], where: str) -> tuple[date | None, Rule]:
    _known(said, _RULE, where)
    told = said.get("measure", [])
    if not isinstance(told, list):
        raise BadRegime(
            f"{where}: measure is {told!r}. Write [[rule.measure]], and what it counts."
        )
    measures = tuple(
        _measure(measure, f"{where}, measure {number}")
        for number, measure in enumerate(told, start=1)
    )
    control, may_control, warned = (
        _interests(said.get(key, ()), f"{where}, {key}")
        for key in ("control", "may_control", "warned")
    )
    if not measures and not control:
        raise BadRegime(f"{where} has neither a [[rule.measure]] nor control. Say what is enough.")
    if {"all", "person"} <= {measure.adding for measure in measures}:
        raise BadRegime(
            f"{where} adds up both for all and for one person at a time. Make it one of them."
        )
    since = said.get("since")
    if since is not None and type(since) is not date:
        raise BadRegime(f"{where}: since is {since!r}, which is no day. Write since = 2024-07-03.")
    source, url = str(said.get("source", "")), str(said.get("url", ""))
    return since, Rule(measures, control, may_control, warned, source, url)


def _measure(said: Mapping[str, Any], where: str) -> Measure:
    _known(said, _MEASURE, where)
    if ("or_more" in said) == ("more_than" in said):
        raise BadRegime(f"{where} needs either or_more = 50 or more_than = 50. Say one of them.")
    adding = said.get("adding", "all")
    if adding not in _ADDING:
        raise BadRegime(f"{where}: adding is {adding!r}. Say one of {', '.join(_ADDING)}.")
    counts = _interests(said.get("counts", ()), f"{where}, counts")
    if not counts:
        raise BadRegime(f'{where} counts nothing. Say, for example, counts = ["shares"].')
    key = "or_more" if "or_more" in said else "more_than"
    return Measure(
        str(said.get("name") or " and ".join(sorted(counts))),
        counts,
        _interests(said.get("may_count", ()), f"{where}, may_count"),
        _threshold(said[key], f"{where}, {key}"),
        key == "or_more",
        cast(Adding, adding),
    )


def _threshold(said: Any, where: str) -> int:
    """Percent to billionths; a number that is finer than a billionth is refused, not rounded."""
    try:
        share = Decimal(str(said)) / 100 * WHOLE
    except InvalidOperation:
        share = Decimal(-1)
    if isinstance(said, bool) or share != int(share) or not 0 < share <= WHOLE:
        raise BadRegime(
            f"{where} is {said!r}. Say percent from 0 to 100, more than 0, such as 50 or 33.3."
        )
    return int(share)


def _interests(said: Any, where: str) -> frozenset[Interest]:
    if not isinstance(said, list | tuple):
        raise BadRegime(f"{where} is {said!r}. Say a list of interests.")
    strange = [one for one in said if one not in INTERESTS]
    if strange:
        raise BadRegime(
            f"{where} names {strange[0]!r}, which is no interest. Say any of: "
            f"{', '.join(INTERESTS)}."
        )
    return frozenset(said)


def _known(said: Any, keys: set[str], where: str) -> None:
    if not isinstance(said, Mapping):
        raise BadRegime(f"{where} is {said!r}, which says nothing. See docs/how-to/ownership.md.")
    strange = set(said) - keys
    if strange:
        raise BadRegime(
            f"{where} says {min(strange)!r}, which no test knows. "
            f"It knows: {', '.join(sorted(keys))}."
        )
