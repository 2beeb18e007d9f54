"""The errors of the knowledge package; every message says which file, which field and what to do."""


class KnowledgeError(Exception):
    """Base of all errors about letters and entries."""


class LetterError(KnowledgeError):
    """A letter cannot be read: front matter or text is missing or malformed."""


class EntryError(KnowledgeError):
    """An entry cannot be read: a field is missing, unknown or of the wrong kind."""


class NotCompiledError(KnowledgeError):
    """The compiled knowledge is missing; `kompass compile` makes it."""
