"""A validation of the starter list, and what it says when something is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.validation.conftest import FEW, MADE

from caveat.errors import BadInput, BadTable
from caveat.screening.library import Library
from caveat.validation import ownership
from caveat.validation.report import html, write
from caveat.validation.report.json import validation_json
from caveat.validation.result import Validation
from caveat.validation.run import Plan, validate


def test_the_starter_list_is_validated(found: Validation) -> None:
    parts = {one.name: one.rate for one in found.parts}
    assert parts["exact"].rate == 1.0
    assert 0.85 < parts["fuzzy"].rate < 1.0
    assert parts["identifiers"].rate == 1.0
    assert 0.6 < parts["documents"].rate <= 1.0
    assert found.overall.low < found.overall.rate < found.overall.high
    assert {one.name for one in found.by["script"]} >= {"Latin", "Cyrillic", "Arabic", "Han"}
    assert {one.name for one in found.by["kind"]} == {"name", "alias", "weak alias", "former name"}
    assert found.agreed[0] == found.agreed[1] == 300
    assert found.alarms.rate.rate < 0.02 and found.alarms.whose == "generated"
    assert all(one.passed for one in found.ownership) and len(found.ownership) >= 20


def test_the_findings_say_what_to_do(found: Validation) -> None:
    said = {finding.weight: finding for finding in found.findings}
    assert "not fit for compliance" in said["fail"].said and "caveat update" in said["fail"].todo
    assert found.failed
    assert any("--recall" in finding.todo for finding in found.findings)
    assert any("--customers" in finding.todo for finding in found.findings)


def test_a_higher_threshold_never_finds_more_and_never_raises_more(found: Validation) -> None:
    others = [point for point in found.curve if point.threshold != 0.8]
    recalls = [point.recall.rate for point in others]
    alarms = [point.alarms.rate for point in found.curve]
    assert recalls == sorted(recalls, reverse=True) and alarms == sorted(alarms, reverse=True)
    (own,) = (point for point in found.curve if point.threshold == 0.8)
    assert own.recall == found.overall


def test_the_same_seed_gives_the_same_document_byte_for_byte(
    library: Library, found: Validation
) -> None:
    again = validate(library, library.terms(), FEW, made="2027-01-01T00:00:00+00:00")
    one, other = (validation_json(each) for each in (found, again))
    assert one.pop("run") != other.pop("run")
    assert json.dumps(one) == json.dumps(other)


def test_two_processes_come_to_the_same_as_one(library: Library, found: Validation) -> None:
    from caveat.validation import asking

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "FEW", 1)
        again = validate(library, library.terms(), replace(FEW, processes=2), made=MADE)
    assert validation_json(again) | {"run": 0} == validation_json(found) | {"run": 0}


def test_a_filter_made_worse_is_found_worse(library: Library, earlier: dict[str, Any]) -> None:
    worse = validate(library, library.terms(threshold=0.95), FEW, made=MADE, earlier=earlier)
    assert worse.since is not None
    figures = {one.name: one for one in worse.since.figures}
    assert figures["all names"].verdict == "worse" and figures["all names"].paired
    assert figures["part: fuzzy"].verdict == "worse"
    assert figures["part: identifiers"].verdict == "no difference shown"
    assert worse.since.different == ("threshold: 0.8 then, 0.95 now",)
    assert any("worse than in the report" in finding.said for finding in worse.findings)
    assert not any(one.verdict == "better" for one in worse.since.figures)


def test_a_filter_made_better_is_found_better(library: Library, earlier: dict[str, Any]) -> None:
    better = validate(library, library.terms(threshold=0.7), FEW, made=MADE, earlier=earlier)
    assert better.since is not None
    assert {one.name: one.verdict for one in better.since.figures}["all names"] == "better"


def test_the_same_filter_is_no_different_even_with_other_cases(
    library: Library, earlier: dict[str, Any]
) -> None:
    plan = replace(FEW, seed=12)
    same = validate(library, library.terms(), plan, made=MADE, earlier=earlier)
    assert same.since is not None
    assert {one.verdict for one in same.since.figures} == {"no difference shown"}
    assert not any(one.paired for one in same.since.figures)
    assert any("No difference" in finding.said for finding in same.findings)


def test_a_list_that_shrank_since_is_told(library: Library, earlier: dict[str, Any]) -> None:
    then = json.loads(json.dumps(earlier))
    then["integrity"][0]["loaded"] = 90
    then["integrity"].append({**then["integrity"][0], "source": "un-sc"})
    now = validate(library, library.terms(), FEW, made=MADE, earlier=then)
    assert now.since is not None
    assert now.since.lists == (
        "starter has 62 parties; it had 90.", "un-sc is not used any more."
    )  # fmt: skip


def test_an_appetite_is_met_or_is_not(library: Library) -> None:
    met = validate(library, library.terms(), replace(FEW, recall=0.8, alarms=0.05), made=MADE)
    assert met.appetite is not None and met.appetite.met
    assert met.appetite.threshold is not None and met.appetite.threshold >= 0.8
    unmet = validate(library, library.terms(), replace(FEW, recall=0.999), made=MADE)
    assert unmet.appetite is not None and not unmet.appetite.met
    assert unmet.appetite.threshold is None and "No threshold" in unmet.appetite.said
    raised = validate(library, library.terms(threshold=0.95), replace(FEW, recall=0.85), made=MADE)
    assert raised.appetite is not None and not raised.appetite.met
    threshold = raised.appetite.threshold
    assert threshold is not None and 0.7 <= threshold < 0.95
    assert any(f"--threshold {threshold:g}" in finding.todo for finding in raised.findings)
    (point,) = (point for point in raised.curve if point.threshold == threshold)
    assert point.recall.low >= 0.85


def test_ones_own_customers_are_asked_about(library: Library, sample: Path) -> None:
    plan = replace(FEW, cases=20, customers=sample)
    yours = validate(library, library.terms(), plan, made=MADE).alarms
    assert (yours.whose, yours.customers, yours.rejected) == ("yours", 39, 1)
    assert yours.raised > yours.same > 5  # the sample has listed customers in it
    assert yours.rate.cases <= yours.customers - yours.same
    assert yours.rate.found == yours.raised - yours.same
    assert len(yours.quiet) == yours.customers - yours.rate.cases - yours.same
    assert any(one.same for one in yours.worst)
    assert yours.sources["starter"][0] <= yours.raised
    blind = validate(library, library.terms(ownership=False), plan, made=MADE).alarms
    assert blind.raised == yours.raised - yours.kinds.get("ownership", 0)


def test_rows_that_cannot_be_read_are_counted(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("name,birth date\nAnna Smith,1980-01-01\nBoris Jones,99/99/1999\n,\n")
    alarms = validate(
        library, library.terms(), replace(FEW, cases=5, customers=file), made=MADE
    ).alarms
    assert (alarms.customers, alarms.rejected) == (1, 2)
    file.write_text("name\n\n")
    with pytest.raises((BadInput, BadTable)):
        validate(library, library.terms(), replace(FEW, cases=5, customers=file), made=MADE)


def test_an_example_that_comes_out_wrong_is_seen() -> None:
    example = {
        "name": "x", "regime": "ofac", "source": "nobody", "what": "half", "blocked": [],
        "stakes": [["X", "A", "50"]],
    }  # fmt: skip
    wrong = ownership.run(example, date(2026, 11, 24))
    assert not wrong.passed and wrong.found == ("A",)


@pytest.mark.parametrize("wrong", [{"recall": 1.5}, {"alarms": 0.0}, {"cases": 0}])
def test_a_plan_that_tells_nothing_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        Plan(**wrong)


def test_an_earlier_report_that_is_none_is_refused(
    library: Library, earlier: dict[str, Any], tmp_path: Path
) -> None:
    broken = {name: value for name, value in earlier.items() if name != "figures"}
    with pytest.raises(BadInput, match="figures"):
        validate(library, library.terms(), replace(FEW, cases=5), made=MADE, earlier=broken)
    place = tmp_path / "other.json"
    place.write_text('{"format": "caveat.screening/1"}')
    with pytest.raises(BadInput, match="no report of a validation"):
        write.read(place)


def test_the_page_has_everything_that_an_examiner_asks_for(found: Validation) -> None:
    page = html.page(found)
    for words in ("Conclusion", "Purpose and scope", "Data, and whether it is whole", "Method",
                  "What is found", "What is raised for nothing", "The threshold", "Ownership",
                  "Limits: what this does not show", "504.3", "Wolfsberg"):  # fmt: skip
        assert words in page, words
    mark = f"edition {found.edition} · Caveat {found.program} · threshold 0.8"
    assert page.count(mark) == 3  # at the head, at the foot, and on each printed page
    assert "<script" not in page and "http://" not in page.replace("http://www.w3.org/", "")
    assert page.count("<svg") == 8


def test_names_cannot_break_out_of_the_page(found: Validation) -> None:
    hostile = '</style><script>alert("x")</script>'
    evil = replace(
        found,
        edition=hostile,
        misses=(replace(found.misses[0], asked=hostile),),
        families=(replace(found.families[0], name=hostile), *found.families[1:]),
    )
    page = html.page(evil)
    assert "<script" not in page and page.count("</style>") == 1


def test_a_pdf_is_a_pdf(found: Validation, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint")
    place = tmp_path / "report.pdf"
    write.write(found, place)
    assert place.read_bytes().startswith(b"%PDF")


def test_a_report_of_another_kind_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none of \.html"):
        write.check([tmp_path / "report.docx"])
