"""Publishing and taking back: all files or none, and the engine with them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.engine_switch import read_version, write_whole
from api.improvement.errors import EngineDidNotStart, FilesChanged, NothingKept
from api.improvement.file_swap import FileSwap
from api.improvement.jobs import taken_lock
from api.improvement.publication import BUILT, Publication
from api.improvement.recovery import put_back, recover_files
from api.project import Project

EXAMPLES, ENTRY = "nlu/examples/exam.yml", "knowledge/entries/parking.yml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with an earlier version, and a candidate of proposal 7 that changes one file and adds another."""
    project = Project(tmp_path)
    candidate = Publication(project, 7, None).candidate
    for path in (EXAMPLES, *BUILT):
        write_whole(tmp_path / path, f"old {path}")
        write_whole(candidate.root / path, f"new {path}")
    write_whole(candidate.root / ENTRY, "topic: parking\n")
    return project


def state(project: Project) -> dict[str, str | None]:
    """What the files say now."""
    return {path: (project.root / path).read_text() if (project.root / path).exists() else None for path in (EXAMPLES, ENTRY, *BUILT)}


OLD = {**{path: f"old {path}" for path in (EXAMPLES, *BUILT)}, ENTRY: None}
NEW = {**{path: f"new {path}" for path in (EXAMPLES, *BUILT)}, ENTRY: "topic: parking\n"}


@pytest.fixture
def supervisor(project: Project, tmp_path: Path) -> Iterator[Callable[[bool], Path]]:
    """Something that answers a new version as the supervisor does: it goes over, or says that the engine failed."""
    address, ended = tmp_path / "engine.json", threading.Event()
    threads = []

    def started(succeeds: bool) -> Path:
        write_whole(address, json.dumps({"url": "http://127.0.0.1:1", "version": ""}))

        def follow() -> None:
            known = read_version(project.published)
            while not ended.is_set():
                wanted = read_version(project.published)
                if wanted != known:
                    said = {"version": wanted} if succeeds else {"version": known, "failed": wanted, "error": "out of memory"}
                    write_whole(address, json.dumps({"url": "http://127.0.0.1:2", **said}))
                    known = wanted
                time.sleep(0.02)

        threads.append(threading.Thread(target=follow))
        threads[-1].start()
        return address

    yield started
    ended.set()
    for thread in threads:
        thread.join()


def test_a_publication_replaces_all_files_and_the_engine_goes_over(project: Project, supervisor: Callable[[bool], Path]) -> None:
    assert Publication(project, 7, supervisor(True)).publish([EXAMPLES, ENTRY])
    assert state(project) == NEW
    assert read_version(project.published).startswith("proposal-7 ")


def test_without_a_supervisor_files_are_written_and_the_engine_must_be_restarted(project: Project) -> None:
    assert not Publication(project, 7, None).publish([EXAMPLES, ENTRY])
    assert state(project) == NEW


def test_an_engine_that_does_not_start_leaves_everything_as_it_was(project: Project, supervisor: Callable[[bool], Path]) -> None:
    with pytest.raises(EngineDidNotStart, match="out of memory"):
        Publication(project, 7, supervisor(False)).publish([EXAMPLES, ENTRY])
    assert state(project) == OLD
    assert read_version(project.published) == ""


def test_a_publication_is_taken_back(project: Project, supervisor: Callable[[bool], Path]) -> None:
    address = supervisor(True)
    Publication(project, 7, address).publish([EXAMPLES, ENTRY])
    published = Publication(project, 7, address)
    assert published.stands and published.take_back()
    assert state(project) == OLD
    assert not published.stands


def test_a_file_that_was_changed_since_is_not_overwritten_by_taking_back(project: Project) -> None:
    publication = Publication(project, 7, None)
    publication.publish([EXAMPLES, ENTRY])
    (project.root / EXAMPLES).write_text("mine", encoding="utf-8")
    with pytest.raises(FilesChanged, match="exam.yml"):
        publication.take_back()
    assert state(project) == {**NEW, EXAMPLES: "mine"}


def test_taking_back_needs_what_was_there_before(project: Project) -> None:
    publication = Publication(project, 7, None)
    publication.publish([EXAMPLES])
    (project.proposals / "7" / "published" / "before" / EXAMPLES).unlink()
    with pytest.raises(NothingKept):
        publication.take_back()


def test_a_publication_that_died_half_way_is_undone(project: Project) -> None:
    publication = Publication(project, 7, None)
    publication.swap.apply({EXAMPLES: publication.candidate.root / EXAMPLES, ENTRY: publication.candidate.root / ENTRY})
    assert publication.recover()
    assert state(project) == OLD
    assert not publication.recover()


def test_a_file_that_cannot_be_written_undoes_those_before_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "folder").write_text("a file where a folder is needed")
    source = tmp_path / "source"
    source.write_text("new")
    swap = FileSwap(tmp_path, tmp_path / "swap")
    with pytest.raises(OSError):
        swap.apply({"a": source, "folder/b": source})
    assert (tmp_path / "a").read_text() == "old"
    assert swap.state == "undone"


def test_nothing_is_replaced_before_all_is_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    source, seen = tmp_path / "source", []
    source.write_text("new")

    class Watched(FileSwap):
        def restore(self) -> None:
            seen.append((tmp_path / "a").read_text())
            super().restore()

    with pytest.raises(OSError):
        Watched(tmp_path, tmp_path / "swap").apply({"a": source, "b": tmp_path / "missing"})
    assert seen == ["old"], "the disk was full, or a file was missing, while people still had the old one"
    assert not list(tmp_path.glob(".*")), "what was written beside is gone"


def test_what_a_dead_publication_left_is_put_back_before_the_next_job_looks_at_the_files(project: Project) -> None:
    died = Publication(project, 7, None)
    died.swap.apply({EXAMPLES: died.candidate.root / EXAMPLES})
    with taken_lock(project.jobs / "proposals.lock"):  # as the next job holds it
        assert put_back(project)
    assert state(project) == OLD
    assert read_version(project.published).startswith("recovered ")


def test_files_are_not_put_back_under_a_running_publication(project: Project) -> None:
    running = Publication(project, 7, None)
    running.swap.apply({EXAMPLES: running.candidate.root / EXAMPLES})
    with taken_lock(project.jobs / "proposals.lock"):
        assert not recover_files(project, patience=0.1)
    assert state(project)[EXAMPLES] == f"new {EXAMPLES}"
    assert recover_files(project)
    assert state(project) == OLD
