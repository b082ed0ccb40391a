"""What is held, out of the words that people write for it."""

from __future__ import annotations

import re

from caveat.stake import Interest

_WORDS: dict[Interest, str] = {
    "shares": "shares share shareholding shareholdings shareholder equity stock stocks capital "
    "ownership owner owned participation interest stake holding ownership-of-shares parent",
    "voting rights": "voting-rights voting votes vote voting-right voting-power voting-shares",
    "board": "board appoint-board appointment-of-board board-majority appoint-directors "
    "right-to-appoint-and-remove-directors right-to-appoint-directors board-appointment",
    "control": "control other-control controls controller management manager managed-by "
    "dominant-influence significant-influence significant-influence-or-control influence "
    "director directorship board-member chair chairman president ceo chief-executive officer",
    "nominee": "nominee nominees nominator nomination nominee-shareholder",
    "trust": "trust trustee settlor beneficiary protector trust-beneficiary",
    "unknown": "unknown link linked linked-to related associate associated other affiliated",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}


def read_interest(text: str) -> Interest | None:
    """The kind of interest that a word stands for; None if it stands for none.

    >>> read_interest("Shareholding"), read_interest("voting_rights"), read_interest("???")
    ('shares', 'voting rights', None)
    """
    return _KINDS.get(re.sub(r"[\W_]+", "-", text.strip().lower()).strip("-"))
