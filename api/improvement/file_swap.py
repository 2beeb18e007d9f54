"""Replace several files as one: all or none, also when the power goes in the middle, and back again.

A swap has a folder of its own: `before/` with copies of what was there, and `swap.json` that tells what each file was and became.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from api.engine_switch import read_json, write_whole

MANIFEST, BEFORE = "swap.json", "before"


@dataclass(frozen=True)
class FileState:
    """A file of a swap: the digests before and after; None where there was no file."""

    path: str
    before: str | None
    after: str | None


class FileSwap:
    """A swap of files below `root`, kept in `folder`."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root, self._folder = root, folder

    @property
    def files(self) -> list[FileState]:
        """What was prepared; empty when nothing was."""
        return [FileState(**row) for row in read_json(self._folder / MANIFEST).get("files", [])]

    @property
    def state(self) -> str:
        """`begun`, `finished`, `undone`, or empty when there was none."""
        return str(read_json(self._folder / MANIFEST).get("state", ""))

    def kept(self) -> dict[str, Path | None]:
        """What would bring every file back: path → the copy of what was there; None for a file that was not."""
        return {state.path: None if state.before is None else self._folder / BEFORE / state.path for state in self.files}

    def finish(self) -> None:
        """Let it stand."""
        self._note("finished")

    def apply(self, new: dict[str, Path | None]) -> None:
        """Replace files by those given; None takes a file away. What goes wrong on the way (OSError) is undone and raised again.

        All are written beside the old ones before the first takes its place: a full disk is found out while nothing has changed.
        """
        self._prepare(new)
        try:
            for path, source in new.items():
                if source is not None:
                    write_beside(self._root / path, source)
            for path, source in new.items():
                take_place(self._root / path, source)
        except OSError:
            for path in new:
                with suppress(OSError):
                    beside(self._root / path).unlink(missing_ok=True)
            self.restore()
            raise

    def restore(self) -> None:
        """Put back every file as it was before. May be done twice."""
        kept = self.kept()
        for state in self.files:
            if digest_of_file(self._root / state.path) != state.before:
                put_file(self._root / state.path, kept[state.path])
        self._note("undone")

    def changed_since(self) -> list[str]:
        """The files that are no longer as the swap left them."""
        return [state.path for state in self.files if digest_of_file(self._root / state.path) != state.after]

    def lost(self) -> list[str]:
        """The files whose earlier content is no longer kept."""
        kept = self._folder / BEFORE
        return [state.path for state in self.files if state.before is not None and digest_of_file(kept / state.path) != state.before]

    def _note(self, state: str) -> None:
        manifest = read_json(self._folder / MANIFEST)
        write_whole(self._folder / MANIFEST, json.dumps({**manifest, "state": state}, indent=1))

    def _prepare(self, new: dict[str, Path | None]) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        states = []
        for path, source in new.items():
            old = self._root / path
            if old.exists():
                put_file(self._folder / BEFORE / path, old)
            states.append({"path": path, "before": digest_of_file(old), "after": digest_of_file(source) if source else None})
        write_whole(self._folder / MANIFEST, json.dumps({"state": "begun", "files": states}, indent=1))


def put_file(target: Path, source: Path | None) -> None:
    """Put a copy of a file in a place, or nothing."""
    if source is not None:
        write_beside(target, source)
    take_place(target, source)


def beside(target: Path) -> Path:
    """Where a file is written before it takes its place; no pattern of ours reads that name."""
    return target.with_name(f".{target.name}.new")


def write_beside(target: Path, source: Path) -> None:
    """Write a copy of a file beside the place it is meant for, down to the disk. Nothing is left when that fails (OSError)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copyfile(source, beside(target))
        with beside(target).open("rb") as written:
            os.fsync(written.fileno())
    except OSError:
        beside(target).unlink(missing_ok=True)
        raise


def take_place(target: Path, source: Path | None) -> None:
    """Put what was written beside a place there, at once; where there is no source, take away what is there."""
    if source is None:
        target.unlink(missing_ok=True)
    else:
        beside(target).replace(target)


def digest_of_file(path: Path) -> str | None:
    """SHA-256 of a file; None when there is none."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
