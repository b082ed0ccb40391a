"""Files that are handed over, and lists that are pasted."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from tests.pages.conftest import Reader, words

CUSTOMERS = "customer_id,full name,date of birth\nC1,Sergey Chemezov,1952-08-20\nC2,Renault,\n"


def hand_over(reader: Reader, name: str, content: bytes) -> str:
    """Hand a file over, and see what comes of it."""
    return settled(
        reader,
        reader.client.post(
            "/file", files={"file": (name, content)}, data={"form_token": reader.token}
        ),
    )


def paste(reader: Reader, lines: str) -> str:
    """Paste a list, and see what comes of it."""
    data = {"q": lines, "form_token": reader.token}
    return settled(reader, reader.client.post("/list", data=data))


def settled(reader: Reader, answer: Any) -> str:
    """What a file's page shows when it is worked off."""
    for _ in range(600):
        if 'hx-trigger="every' not in answer.text:
            break
        time.sleep(0.1)
        answer = reader.client.get(str(answer.url))
    return str(answer.text)


def test_a_customer_file_is_screened_row_by_row(reader: Reader) -> None:
    page = words(hand_over(reader, "customers.csv", CUSTOMERS.encode()))
    assert "2 rows: 1 with hits, 1 clear, 0 rejected." in page
    assert "Sergey Chemezov" in page
    assert "full name = name" in page


def test_the_results_can_be_taken_along(reader: Reader) -> None:
    page = hand_over(reader, "customers.csv", CUSTOMERS.encode())
    found = re.search(r'href="(/work/[^"]+/results.csv)"', page)
    assert found
    answer = reader.client.get(found[1])
    assert answer.headers["content-type"].startswith("text/csv")
    assert "caveat_party" in answer.text


def test_a_file_is_told_by_its_content_and_its_name_is_only_shown(reader: Reader) -> None:
    page = hand_over(reader, "../../<img src=x onerror=alert(1)>.pdf", CUSTOMERS.encode())
    assert "2 rows" in words(page)
    assert "<img" not in page
    assert not list(reader.root.parent.rglob("*onerror*"))


def test_rejected_rows_say_why(reader: Reader) -> None:
    page = words(hand_over(reader, "c.csv", b"name,date of birth\nAnn Bee,31/02/1970\n"))
    assert "1 rejected" in page
    assert "Birth date" in page


def test_an_empty_file_is_refused(reader: Reader) -> None:
    assert "The file is empty." in words(hand_over(reader, "c.csv", b" \n"))


def test_no_file_is_refused(reader: Reader) -> None:
    answer = reader.client.post("/file", data={"form_token": reader.token})
    assert answer.status_code == 400
    assert "No file was chosen." in answer.text


def test_a_file_that_is_too_large_is_refused(reader: Reader) -> None:
    answer = reader.client.post(
        "/file",
        files={"file": ("c.csv", b"x" * (17 << 20))},
        data={"form_token": reader.token},
    )
    assert answer.status_code == 413


def test_a_pasted_list_is_worked_off_like_a_file(reader: Reader) -> None:
    page = words(paste(reader, "Sergey Chemezov\nRenault, S.A.\n"))
    assert "2 rows: 1 with hits, 1 clear" in page
    assert "Renault, S.A." in page


def test_rows_out_of_a_spreadsheet_keep_their_columns(reader: Reader) -> None:
    pasted = "Name\tDOB\nSergey Chemezov\t1987-01-01\n"
    assert "DOB = birth_date" in words(paste(reader, pasted))


@pytest.mark.parametrize("address", ["/file", "/list", "/look"])
def test_a_form_of_another_site_is_refused(reader: Reader, address: str) -> None:
    for token in ("", "x" * 43):
        answer = reader.client.post(address, data={"form_token": token, "q": "Rostec"})
        assert answer.status_code == 403, answer.text[-300:]


def test_a_form_that_another_site_sends_with_our_token_is_refused(reader: Reader) -> None:
    answer = reader.client.post(
        "/list",
        data={"q": "Rostec", "form_token": reader.token},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "token", ["x" * 32, "..%2F..%2Fetc", "x/results.csv", "%2e%2e/%2e%2e/passwd"]
)
def test_a_work_that_is_none_is_not_found(reader: Reader, token: str) -> None:
    assert reader.client.get(f"/work/{token}").status_code == 404


def test_only_the_results_of_a_work_are_given_out(reader: Reader) -> None:
    hand_over(reader, "customers.csv", CUSTOMERS.encode())
    page = hand_over(reader, "customers.csv", CUSTOMERS.encode())
    found = re.search(r'href="(/work/[^"/]+)/results.csv"', page)
    assert found
    for name in ("state.json", "input.csv", "results.csv.about.json", "..%2Fstate.json"):
        assert reader.client.get(f"{found[1]}/{name}").status_code == 404


def test_what_lies_on_the_disk_is_for_this_user_only(reader: Reader, tmp_path: Path) -> None:
    from caveat.pages.works import Works

    works = Works(tmp_path / "files")
    _, place = works.new()
    assert place.stat().st_mode & 0o077 == 0


NOTE = """# Interview, 26 February 2018

Q: Who runs the company?

A: Sergei Chemezov heads Rostec since 2007. <b>Rostec</b> holds a part of Kalashnikov Concern.
"""


def test_a_document_is_read_then_and_now(reader: Reader) -> None:
    page = hand_over(reader, "interview.md", NOTE.encode())
    text = words(page)
    assert "3 parties in it are or were listed, blocked, or may be." in text
    assert "Nobody in it" not in text
    assert "Document’s day 2018-02-26" in text
    assert "2018-02-26 listed Sergei Viktorovich Chemezov" in text
    assert "<mark>Sergei Chemezov</mark> heads Rostec" in page
    found = re.search(r'href="(/work/[^"]+/report.html)"', page)
    assert found
    answer = reader.client.get(found[1])
    assert "Sergei Chemezov" in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "'sha256-" in policy
    assert "style=" not in answer.text


def test_a_document_that_cannot_be_read_says_why(reader: Reader) -> None:
    page = words(hand_over(reader, "broken.pdf", b"%PDF-1.7 broken"))
    assert "broken.pdf: it is cut off" in page


MT103 = (
    "{1:F01BANKDEFFAXXX0000000000}{2:I103BANKUS33XXXXN}{4:\r\n:20:REF1\r\n:23B:CRED\r\n"
    ":32A:261120EUR1000,50\r\n:50K:/DE89370400440532013000\r\nSERGEI CHEMEZOV\r\nMOSCOW\r\n"
    ":59:/FR1420041010050500013M02606\r\nRENAULT\r\n:71A:SHA\r\n-}"
)


def test_a_payment_message_is_screened_field_by_field(reader: Reader) -> None:
    page = words(hand_over(reader, "message.txt", MT103.encode()))
    assert "1 transaction: 1 with hits, 0 possible, 0 clear, 0 rejected." in page
    assert "1000.50 EUR" in page
    assert "debtor :50K: SERGEI CHEMEZOV" in page
    assert "Sergei Viktorovich Chemezov" in page


def test_a_document_with_nobody_in_it_says_so(reader: Reader) -> None:
    text = words(hand_over(reader, "note.md", b"# Minutes\n\nWe met on 3 May 2019 and had tea.\n"))
    assert "Nobody in it is known to be or to have been listed" in text


DEALS = Path(__file__).parents[2] / "docs/how-to/deals"


def test_a_deal_is_judged_on_its_day_and_today(reader: Reader) -> None:
    page = hand_over(reader, "s400.toml", (DEALS / "s400.toml").read_bytes())
    text = words(page)
    assert "stop A blocked party, embargoed place or restricted dealing is involved." in text
    assert "Names: is a party on a list? clear stop" in text
    assert "On the day of the deal 2017-12-29" in text
    assert "section 231" in text
    assert "The smallest change that frees it: State Corporation Rostec gives up" in text
    assert 'href="/party/starter-rosoboronexport' in page
