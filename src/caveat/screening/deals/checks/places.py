"""Places: is an embargoed country or region in the deal?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from caveat.screening.deals.context import Context
from caveat.screening.deals.embargoes import Embargo, Place, country, embargoes, regions
from caveat.screening.deals.judgement import Finding, Grade

TITLE = "Places: is an embargoed country or region involved?"


def findings(context: Context) -> Iterator[Finding]:
    """Each place that the file names, against the embargoes of the day."""
    met: dict[tuple[Place, bool], tuple[list[str], list[str]]] = {}
    for place, where, parties in _named(context):
        if place is None:
            yield Finding(
                "cannot tell",
                f"{where} is no country or region that is known. Write its name or its ISO 3166 "
                "code.",
                parties=parties,
            )
            continue
        same = replace(place, words="")
        wheres, whose = met.setdefault((same, place.partly), ([], []))
        wheres.append(where)
        whose += parties
    for (place, partly), (wheres, whose) in met.items():
        for one in embargoes():
            if one.place != place.code or one.by not in context.deal.jurisdictions:
                continue
            if one.holds(context.day):
                yield _finding(context, place, partly, wheres, whose, one)


def _finding(
    context: Context,
    place: Place,
    partly: bool,
    wheres: list[str],
    whose: list[str],
    one: Embargo,
) -> Finding:
    until = f", until {one.until}" if one.until else ""
    said = (
        f"{place.title[:1].upper()}{place.title[1:]} is involved: {'; '.join(wheres)}. Restricted "
        f"since {one.since}{until}: {one.says}."
    )
    grade: Grade = "stop"
    if one.level == "broad":
        grade = "caution"
        said += " Many kinds of dealings are meant, not all: hold the deal against the act."
    elif partly:
        grade = "cannot tell"
        said += (
            " Only a part of the area that the file names is meant: find out who controlled the "
            f"place on {context.day}."
        )
    return Finding(grade, said, one.by, (one.law,), tuple(dict.fromkeys(whose)))


def _named(context: Context) -> Iterator[tuple[Place | None, str, tuple[str, ...]]]:
    """Every place, with where it is named and by which party; unknown ones as None."""
    deal = context.deal
    for party in deal.parties:
        for place, field in context.places[party.id]:
            yield place, f"{party.name} ({field})", (party.id,)
        for text in party.subject.countries:
            if country(text) is None:
                yield None, f"{party.name} (country {text})", (party.id,)
    fields = [("place of performance", deal.performance)]
    for goods in deal.goods:
        for word, texts in (
            ("origin", goods.origin),
            ("destination", goods.destination),
            ("end use", goods.end_use),
        ):
            fields.append((f"{word} of {goods.name}", texts))
    for word, texts in fields:
        for text in texts:
            found: list[Place | None] = list(regions(text)) or [country(text)]
            for one in found:
                yield one, f"{text} ({word})", ()
