"""The errors that end a command: one clear message with the remedy, shown without a traceback."""


class CommandError(Exception):
    """Base: the message says what is wrong and what to do."""


class PortInUse(CommandError):
    """Another process listens where the service should."""


class TrainingFailed(CommandError):
    """Rasa could not train; the message names the log."""


class StartFailed(CommandError):
    """A part of the assistant ended or did not become ready in time."""


class SettingsWrong(CommandError):
    """Settings in the environment cannot be used; the message names each."""
