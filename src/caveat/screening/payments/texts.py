"""Free text of a payment as things to ask about: the words between those that every payment has.

``PAYMENT FOR ROSTEC INVOICE 15`` asks about ``ROSTEC``. Five words or more are also asked about as
they stand, for the matcher finds names in texts. See ``docs/decisions/payment-texts.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from caveat.names.identifiers import normal
from caveat.names.name import MOST_WORDS

_WORD = re.compile(r"[^\W_](?:[\w'’.&-]*[\w])?\.?")
_APART = re.compile(r"[;:/|()\[\]{}\n\t+*=\"“”«»]|\s-\s|,\s*(?=\d)")
_TEXT, _OVERLAP = 5, 10
_SHORTEST = 5

_NOISE = frozenset(
    """
    invoice invoices inv invc payment payments pay paid pmt pymt paymt salary salaries wage wages
    bonus pension rent rental lease loan repayment instalment installment interest dividend refund
    reimbursement expenses expense travel fee fees charge charges commission premium insurance tax
    vat contract agreement order orders purchase po so ref reference no nr nos num number numbers
    date dated dd due acc account acct a/c iban bic swift transfer trf remittance advance deposit
    balance partial final part full settlement goods services service supply supplies delivery
    deliveries shipment freight consulting consultancy consultation support maintenance spare parts
    equipment materials software licence license subscription tuition school donation gift family
    private own personal customer client id code month monthly year annual quarter q1 q2 q3 q4
    january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec usd eur gbp chf rub jpy cny try aed
    rechnung rechnungen rechnungsnr zahlung gehalt lohn miete kunde kundennr kundennummer vertrag
    vertragsnr auftrag bestellung lieferung januar februar maerz märz mai juni juli oktober
    dezember danke monat
    facture factures paiement salaire loyer contrat commande janvier fevrier février mars avril
    juin juillet aout août septembre octobre novembre decembre décembre
    factura facturas pago pagos nomina nómina sueldo alquiler contrato pedido enero febrero marzo
    abril mayo junio julio agosto septiembre octubre noviembre diciembre
    fattura fatture pagamento stipendio affitto contratto ordine gennaio febbraio aprile maggio
    giugno luglio settembre ottobre dicembre fatura pagamento salario aluguel
    faktura platba wynagrodzenie czynsz umowa factuur betaling huur loon salaris
    оплата платеж платёж счет счёт договор зарплата аренда услуги товар товары ндс поставка
    fatura odeme maas kira sozlesme
    behalf favour favor attn attention beneficiary remitter sender receiver via transport shipping
    thank thanks you please your our my urgent rfb roc uri inf ins bnf
    """.split()
)
"""Words of payments, that are in no name by themselves."""

_EDGES = frozenset(
    "the a an of for to from and or by in on at re per with via as is be und für fuer von vom der "
    "die das pour de du des la le les et para por del y di da del dello e za dla od za по за от на "
    "и в к mr mrs ms".split()
)  # fmt: skip
"""Words that no name begins or ends with."""

_SHIP = re.compile(r"\b(?:m[/.]?[vt]|s[/.]?s|vessel|ship|tanker|imo)\b", re.IGNORECASE)


_NUMBER = re.compile(
    r"\b(?:imo|inn|инн|ogrn|огрн|lei|passport|паспорт|bic|swift)(?:\s*(?:no|nr|number))?[\s.:#№]*"
    r"([0-9A-Z]{7,20})\b",
    re.IGNORECASE,
)
"""A number that a text calls by its kind: such may be on a list, others are most often invoices."""


class Words(NamedTuple):
    """Some words of a text, to be asked about.

    Attributes:
        text: the words, as they stand there.
        alone: whether it is one word, of which more is asked than of several.
    """

    text: str
    alone: bool


def words_of(text: str) -> Iterator[Words]:
    """What to ask about a text.

    >>> [one.text for one in words_of("PAYMENT FOR ROSTEC INVOICE 15")]
    ['ROSTEC', 'PAYMENT FOR ROSTEC INVOICE 15']
    >>> list(words_of("SALARY NOVEMBER 2026")), list(words_of("/INV/2026-0815"))
    ([], [])
    """
    seen: set[str] = set()
    for segment in _segments(text):
        joined = " ".join(segment)
        if joined in seen:
            continue
        seen.add(joined)
        if len(segment) > 1:
            yield Words(joined, False)
        elif len(joined) >= _SHORTEST and tells_by_itself(joined):
            yield Words(joined, True)
    if not seen:
        return
    whole = text.split()
    if len(whole) < _TEXT:
        return
    for start in range(0, max(len(whole) - _OVERLAP, 1), MOST_WORDS - _OVERLAP):
        joined = " ".join(whole[start : start + MOST_WORDS])
        if joined not in seen:
            yield Words(joined, False)


def numbers_of(text: str) -> list[str]:
    """The numbers of a text that it says to be somebody's.

    >>> numbers_of("FREIGHT MV LANA IMO 9187629, INVOICE 20264711"), numbers_of("ИНН 7704274402")
    (['9187629'], ['7704274402'])
    """
    return [number for number in _NUMBER.findall(text) if normal(number)]


def speaks_of_ship(text: str) -> bool:
    """Whether a text says that it is about a ship.

    >>> speaks_of_ship("FREIGHT MV VICTORY"), speaks_of_ship("RENT VICTORY HOUSE")
    (True, False)
    """
    return bool(_SHIP.search(text))


@lru_cache(maxsize=1 << 14)
def tells_by_itself(word: str) -> bool:
    """Whether a word by itself can name a company: no given name, no word of every day.

    >>> tells_by_itself("Rostec"), tells_by_itself("Miller"), tells_by_itself("Global")
    (True, False, False)
    """
    from caveat.names.known import known_names, tells

    folded = [word.casefold()]
    return bool(tells(folded)[0] >= _LEAST and not known_names(folded)[0])


_LEAST = 0.9


def _segments(text: str) -> Iterator[list[str]]:
    """The words between numbers, marks and the words of `_NOISE`."""
    for piece in _APART.split(text):
        row: list[str] = []
        for word in piece.split():
            found = _WORD.search(word)
            plain = found[0] if found else ""
            bare = plain.rstrip(".").casefold()
            if not plain or any(map(str.isdigit, plain)) or bare in _NOISE:
                yield from _trimmed(row)
                row = []
            else:
                row.append(plain)
        yield from _trimmed(row)


def _trimmed(row: list[str]) -> Iterator[list[str]]:
    while row and row[0].casefold() in _EDGES:
        row = row[1:]
    while row and row[-1].casefold() in _EDGES:
        row = row[:-1]
    if row:
        yield row
