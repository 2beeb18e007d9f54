"""The errors of received files; every message is Norwegian and tells the editor what to do."""

from __future__ import annotations

from knowledge.errors import LetterError


class IntakeError(LetterError):
    """Base of all errors about a received file or the draft made from it."""


class UnknownFormat(IntakeError):
    """The file is of no format that is read, or its name says another than its content."""


class Locked(IntakeError):
    """The file needs a password."""


class Broken(IntakeError):
    """The file cannot be read: damaged, or made to do harm."""


class TooLarge(IntakeError):
    """The file, its pages, its text or what is unpacked of it passes a limit."""


class TooSlow(IntakeError):
    """Reading took longer than it may."""


class NoText(IntakeError):
    """The file has no text to read."""


class Unsettled(IntakeError):
    """A Word file holds changes that nobody has accepted or rejected."""


class ProgramMissing(IntakeError):
    """A system program that reads scanned pages is not installed."""


class AlreadyThere(IntakeError):
    """A letter or draft of that id, or made from that very file, exists."""


class Unconfirmed(IntakeError):
    """A draft is not ready to be a letter."""


KINDS: dict[str, type[IntakeError]] = {
    kind.__name__: kind for kind in (UnknownFormat, Locked, Broken, TooLarge, TooSlow, NoText, Unsettled, ProgramMissing)
}
"""What the reading process may report, by name."""
