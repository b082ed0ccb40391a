"""A deal file in short, and its judgement by the starter list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from caveat.screening.deals.judge import judge
from caveat.screening.deals.judgement import Day, Judgement
from caveat.screening.deals.reading import of_text
from caveat.screening.library import Library

Judged = Callable[..., Judgement]


def text(day: str, *parts: str, **top: Any) -> str:
    """A deal file: the day, keys at the top, then tables."""
    lines = [f"date = {day}"]
    for key, value in {"jurisdictions": ["us", "eu", "uk"], **top}.items():
        lines.append(f"{key} = {value!r}".replace("'", '"'))
    return "\n".join([*lines, *parts])


def party(name: str, role: str, country: str = "", owners: str = "", **more: str) -> str:
    """A party, known by its name in small letters' first word."""
    lines = ["[[party]]", f'id = "{more.pop("id", name.split()[0].lower())}"', f'name = "{name}"']
    lines += [f'role = "{role}"']
    lines += [f'countries = ["{country}"]'] if country else []
    lines += [f'owners = "{owners}"'] if owners else []
    lines += [f"{key} = {value}" for key, value in more.items()]
    return "\n".join(lines)


def stake(holder: str, owned: str, percent: str, kind: str = "shares") -> str:
    """A stake before the deal."""
    said = [f'holder = "{holder}"', f'owned = "{owned}"', f'percent = "{percent}"']
    return "\n".join(["[[stake]]", *said, f'kind = "{kind}"'])


@pytest.fixture(scope="session")
def judged(library: Library) -> Judged:
    """Judges the text of a deal file by the starter list."""
    return lambda said, **terms: judge(library, of_text(said, "deal.toml"), **terms)


def grades(day: Day) -> dict[str, str]:
    """The checks of a day that found something."""
    return {check.name: check.grade for check in day.checks if check.grade != "clear"}


def said(day: Day, check: str) -> str:
    """What a check says, in one text."""
    return "\n".join(one.says for one in day.check(check).findings)
