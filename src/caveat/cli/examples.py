"""Examples of each command, as ``--help``, the reference and the man page show them.

They are laid out in the order of a day's work, and a test runs every one of them.
"""

from __future__ import annotations

from typing import Any

from rich.markup import escape

EXAMPLES: dict[str, tuple[str, ...]] = {
    "": (
        "caveat update",
        "caveat screen 'Сергей Чемезов' --birth-date 1952 --as-of 2018-02-15",
        "caveat batch customers.csv -o results.csv",
    ),
    "update": ("caveat update", "caveat update ofac-sdn un-sc", "caveat update starter"),
    "import": (
        "caveat import consolidated.xml --source un-sc",
        "caveat import house.csv --source house --mapping house.toml --published 2026-11-01",
    ),
    "build": ("caveat build",),
    "sources": ("caveat sources", "caveat sources --verify", "caveat sources --json"),
    "doctor": ("caveat doctor", "caveat doctor --repair", "caveat doctor --json"),
    "changes": (
        "caveat changes --from 2022-06-17 --to 2022-06-28",
        "caveat changes --from 2022-01-01 --format csv > changes.csv",
    ),
    "screen": (
        "caveat screen 'Sergei Chemezov'",
        "caveat screen 'Сергей Чемезов' --birth-date 1952 --country Russia",
        "caveat screen Rostec --as-of 2018-02-15",
        "caveat screen --identifier 7702023630 --json",
    ),
    "batch": (
        "caveat batch customers.csv -o results.csv",
        "caveat batch kunden.csv -o results.xlsx --map Bezeichnung=name --map Wohnsitz=country",
        "caveat batch - -o - < customers.csv > results.csv",
        "caveat batch --sample --table",
    ),
    "read": (
        "caveat read interview.txt",
        "caveat read interview.txt --date 2018-02 -o report.html",
        "caveat read leak/ -o parties.csv --propose stakes-to-check.csv",
        "caveat read - --json < interview.txt",
    ),
    "payment": (
        "caveat payment payments.xml",
        "caveat payment inbox/ -o hits.csv",
        "caveat payment - --json < payments.xml",
    ),
    "show": ("caveat show starter-rostec", "caveat show starter-rostec --as-of 2018-02-15 --json"),
    "deal": ("caveat deal deal.toml", "caveat deal deal.toml --why -o report.html"),
    "ownership": (
        "caveat ownership starter-zala-aero --as-of 2018-02-15",
        "caveat ownership --all --regime eu -o owned.csv",
    ),
    "ownership of": (
        "caveat ownership of starter-zala-aero --as-of 2018-02-15",
        "caveat ownership of starter-rostec --below --svg rostec.svg",
        "caveat ownership of --all --regime eu -o owned.csv",
    ),
    "ownership timeline": ("caveat ownership timeline starter-zala-aero",),
    "ownership check": (
        "caveat ownership check stakes.csv --listed 'Ivan Petrov'",
        "caveat ownership check - --listed 'Ivan Petrov' --json < stakes.csv",
    ),
    "stakes": ("caveat stakes import stakes.csv --published 2026-11-01", "caveat stakes list"),
    "stakes import": ("caveat stakes import stakes.csv --name register --published 2026-11-01",),
    "stakes list": ("caveat stakes list", "caveat stakes list --json"),
    "stakes faults": ("caveat stakes faults register",),
    "links": ("caveat links", "caveat links --all --json"),
    "links confirm": ("caveat links confirm register/petrov starter-sergei-chemezov",),
    "links refuse": ("caveat links refuse register/petrov starter-sergei-chemezov",),
    "serve": ("caveat serve", "caveat serve --port 8080 --workers 2"),
    "keys": ("caveat keys add bank --role analyst", "caveat keys list"),
    "keys add": ("caveat keys add bank --role analyst --per-minute 600",),
    "keys list": ("caveat keys list",),
    "keys revoke": ("caveat keys revoke bank",),
    "users": ("caveat users add ann --role analyst", "caveat users list"),
    "users add": ("caveat users add ann --role analyst",),
    "users list": ("caveat users list", "caveat users list --json"),
    "users rule": ("caveat users rule 'false match' 2",),
    "portfolio": (
        "caveat portfolio add clients customers.csv --key customer_id",
        "caveat portfolio screen clients",
    ),
    "portfolio add": ("caveat portfolio add clients customers.csv --key customer_id",),
    "portfolio sync": ("caveat portfolio sync clients customers.csv",),
    "portfolio list": ("caveat portfolio list", "caveat portfolio list --json"),
    "portfolio show": ("caveat portfolio show clients",),
    "portfolio screen": ("caveat portfolio screen clients",),
    "watch": (
        "caveat watch",
        "caveat watch clients --full --json",
        "caveat watch --daemon --schedule 'mon-fri 06:30'",
        "caveat watch --deadletters",
    ),
    "alerts": ("caveat alerts list", "caveat alerts show 1"),
    "alerts list": (
        "caveat alerts list",
        "caveat alerts list --portfolio clients --min-score 0.9 --json",
    ),
    "alerts show": ("caveat alerts show 1", "caveat alerts show 1 --json"),
    "alerts assign": ("caveat alerts assign 1 ann --due 2026-12-08",),
    "alerts note": ("caveat alerts note 1 -t 'Asked the customer for a passport.'",),
    "alerts attach": ("caveat alerts attach 1 passport.pdf",),
    "alerts file": ("caveat alerts file 1 -o copy-of-passport.pdf",),
    "alerts figures": ("caveat alerts figures", "caveat alerts figures --json"),
    "alerts escalate": ("caveat alerts escalate 1 -t 'The birth date is missing.'",),
    "alerts hold": ("caveat alerts hold 1 -t 'The examiner asks for it.'",),
    "alerts receipt": ("caveat alerts receipt 1 -o receipt.json",),
    "alerts decide": (
        "caveat alerts decide 1 'false match' --reason 'other birth date' -t 'Born in 1991.'",
    ),
    "alerts reopen": ("caveat alerts reopen 1 -t 'The customer has sent a passport.'",),
    "alerts refuse": ("caveat alerts refuse 1 -t 'The passport is missing.'",),
    "alerts done": ("caveat alerts done 2 -t 'Filed on 3 December under number 4711.'",),
    "alerts bulk": (
        "caveat alerts bulk 'false match' --reason 'other birth date' -t Younger --max-score 0.85",
    ),
    "users remove": ("caveat users remove ann",),
    "audit": ("caveat audit verify", "caveat audit head -o head.json"),
    "audit list": ("caveat audit list", "caveat audit list --about alert/1 --json"),
    "audit export": ("caveat audit export -o journal.jsonl", "caveat audit export -o -"),
    "audit head": ("caveat audit head -o head.json",),
    "audit verify": (
        "caveat audit verify",
        "caveat audit verify --head head.json",
        "caveat audit verify journal.jsonl",
    ),
    "replay": (
        "caveat screen Rostec --receipt receipt.json && caveat replay receipt.json",
        "caveat replay receipt.json --json",
    ),
    "export": ("caveat export case 1 -o case-1",),
    "export case": ("caveat export case 1 -o case-1",),
    "portfolio remove": ("caveat portfolio remove clients",),
    "publish": ("caveat publish published", "caveat publish s3://lists/caveat --archive"),
    "pull": ("caveat --library replica pull published", "caveat pull s3://lists/caveat"),
    "validate": (
        "caveat validate --cases 50 --clean 500 -o validation.html -o validation.json",
        "caveat validate --customers customers.csv --cases 20 --recall 95%",
        "caveat validate --cases 50 --clean 500 --since validation.json",
    ),
    "retain": ("caveat retain --years 10", "caveat retain --years 10 --apply"),
}
"""Words of a command, after ``caveat`` -> lines that may be pasted."""


def into(command: Any, path: str = "") -> Any:
    """Put the examples behind the help of a command and of those under it.

    Args:
        command: A command, as typer makes it.
        path: Its words, after ``caveat``.

    Returns:
        The same command.
    """
    if path and path in EXAMPLES:
        command.epilog = shown(path)
    for name, under in getattr(command, "commands", {}).items():
        into(under, f"{path} {name}".strip())
    return command


def shown(path: str) -> str:
    """The examples of a command, for its help.

    >>> shown("build")
    '[bold]Examples[/]\\n\\n  caveat build'
    """
    return "\n\n".join(["[bold]Examples[/]", *(f"  {escape(line)}" for line in EXAMPLES[path])])
