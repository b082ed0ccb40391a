"""Every error that a user of Caveat can meet.

Each message is two sentences: what is wrong and where, then what to do next. A face prints
the message as it is; it adds nothing.
"""

from __future__ import annotations


class CaveatError(Exception):
    """Any error that Caveat itself raises on purpose."""


class BadInput(CaveatError):
    """What the user wrote cannot be used (a date, a table, a mapping, an option)."""


class BadDate(BadInput):
    """A date is not a day, month or year that can be read without guessing."""


class BadTable(BadInput):
    """A customer file or a list of the user's own cannot be read as a table."""


class BadMapping(BadInput):
    """A column mapping names a column or a field that does not exist."""


class BadPayment(BadInput):
    """A file is no payment message, or is one that cannot be read safely."""


class BadShare(BadInput):
    """A share is no percentage, or is less than 0 or more than 100."""


class BadSubject(BadInput):
    """A subject has no name, or one of its fields cannot be read."""


class BadRegime(BadInput):
    """No test of ownership has this name, or a file of the user's own does not say one."""


class BadDocument(BadInput):
    """A document cannot be read: encrypted, damaged, hostile, too large, or of another kind."""


class BadDeal(BadInput):
    """A deal file is missing, unreadable, or says something that no deal file says."""


class UnknownSource(BadInput):
    """No source of this name is known."""


class UnknownParty(BadInput):
    """No party of this id is in the edition."""


class UnknownEdition(BadInput):
    """No edition of this id is in the library any more."""


class UnknownHolder(BadInput):
    """No set of stakes has a holder of this id."""


class ListRefused(CaveatError):
    """A list file was not taken into the library; the last good version stays in force."""


class ListMalformed(ListRefused):
    """A list file is truncated, or is not what its format says."""


class ListEmpty(ListRefused):
    """A list file has no party in it."""


class ListShrunk(ListRefused):
    """More than a tenth of the parties of the version before are gone."""


class ListUnrecognised(ListRefused):
    """The file is none of the formats that this source publishes."""


class ListUndated(ListRefused):
    """Neither the file nor the user says when the list was published."""


class DownloadFailed(CaveatError):
    """A publisher's address did not give the file, after every retry."""


class CannotAnswer(CaveatError):
    """The data needed for an answer are missing or too old."""


class NoList(CannotAnswer):
    """No list is in the library, or none that was asked for."""


class NotYetKnown(CannotAnswer):
    """No version of a list that was asked for had been published on the known-at day."""


class StaleList(CannotAnswer):
    """A list is older than allowed, and the user asked for strictness."""


class MissingExtra(CaveatError):
    """What was asked for needs an optional part that is not installed."""


class SparkFailed(CaveatError):
    """A job on Spark did not come to its end, after every retry."""


class LibraryLocked(CaveatError):
    """Another process is writing to the library."""


class LibraryDamaged(CaveatError):
    """A file of the library is missing, or is not what its checksum says."""


class NotServed(BadInput):
    """The service cannot be started as asked: unguarded, or with keys that cannot be read."""


class Overloaded(CaveatError):
    """More is being asked of the service than it can answer in time."""


class CaseworkError(CaveatError):
    """Something about portfolios, alerts or decisions."""


class NotAllowed(CaseworkError):
    """The role of the person does not allow what was asked for."""


class SecondPerson(NotAllowed):
    """An outcome needs two persons, and the second is the first."""


class ChangedMeanwhile(CaseworkError):
    """Somebody else wrote to an alert after it was read."""


class WrongState(CaseworkError):
    """What was asked for cannot be done with an alert in its state."""


class UnknownCase(BadInput):
    """There is no such alert, portfolio, user or attachment."""


class BadReceipt(BadInput):
    """A file is no receipt, or was changed since it was written."""


class CannotReplay(CannotAnswer):
    """What a receipt rests on is not in the library any more."""


class WrongKey(CaseworkError):
    """The casework is encrypted and the key is missing or another one."""


class StoreUnavailable(CaseworkError):
    """The database of the casework cannot be reached, or is of another version."""


class StoreFailed(CaveatError):
    """A folder or object storage that editions are shared through cannot be reached or used."""


class StoreBusy(CaveatError):
    """Somebody else publishes to the same place, or has done so meanwhile."""


class StoreDamaged(CaveatError):
    """What was published is not what its checksum says; nothing of it was put in force."""


class NothingPublished(CannotAnswer):
    """Nothing was ever published at the place that was asked for."""
