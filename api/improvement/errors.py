"""Why a trial or a publication ends without result. `key` names the console's words for it, `detail` what a machine said."""

from __future__ import annotations

import json


class ImprovementError(Exception):
    """Base of them all."""

    key = "failed"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or type(self).__doc__)
        self.detail = detail


class BaseChanged(ImprovementError):
    """Files that the proposal rests on have changed since it was made or tried."""

    key = "base_changed"


class EntryChanged(ImprovementError):
    """An entry was changed by others after the proposal's version of it was written."""

    key = "entry_changed"


class ChecksFailed(ImprovementError):
    """The checks of the knowledge find something in the candidate."""

    key = "checks_failed"


class TrialFailed(ImprovementError):
    """Compiling, training or playing failed."""

    key = "trial_failed"


class Stopped(ImprovementError):
    """Somebody stopped it, or the service was stopped."""

    key = "stopped"


class EngineDidNotStart(ImprovementError):
    """The engine with the new model did not come up; the old one goes on."""

    key = "engine_did_not_start"


class FilesChanged(ImprovementError):
    """Files that a publication wrote have been changed since."""

    key = "files_changed"

    def __init__(self, paths: list[str]) -> None:
        super().__init__(", ".join(paths))


class NothingKept(ImprovementError):
    """What was there before a publication is no longer kept."""

    key = "nothing_kept"

    def __init__(self, paths: list[str]) -> None:
        super().__init__(", ".join(paths))


class NotWritable(ImprovementError):
    """The project's files cannot be written."""

    key = "not_writable"


def message_of(error: Exception) -> str:
    """An error as a proposal's message: the console's key, and what a machine said."""
    key, detail = (error.key, error.detail) if isinstance(error, ImprovementError) else (TrialFailed.key, str(error))
    return json.dumps({"key": key, "detail": detail}, ensure_ascii=False)
