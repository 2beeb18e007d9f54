"""Going over to a new engine: the old one answers until the new one is ready, and longer."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from api.engine import Engine
from api.engine_switch import EngineSwitch, write_whole
from api.store.conversations import Context
from tests.api.fake_engine import CUSTOM


@dataclass
class FakePart:
    log: str = "out of memory"

    def last_words(self) -> str:
        return self.log


@dataclass
class FakeGeneration:
    """A generation that becomes ready, or ends, when the test says so."""

    url: str
    started: bool = False
    is_ready: bool = False
    has_ended: bool = False
    stopped: bool = False
    cannot_begin: bool = False
    part: FakePart = field(default_factory=FakePart)

    def start(self) -> None:
        if self.cannot_begin:
            raise OSError("no memory")
        self.started = True

    def ready(self) -> bool:
        return self.is_ready

    def warm(self) -> bool:
        return self.is_ready

    def ended(self) -> FakePart | None:
        return self.part if self.has_ended else None

    def stop(self) -> None:
        self.stopped = True


class Stage:
    """A switch with generations made one after the other."""

    def __init__(self, folder: Path, grace: float) -> None:
        self.made: list[FakeGeneration] = []
        self.cannot_begin = False
        self.published, self.address = folder / "published.json", folder / "engine.json"
        self.switch = EngineSwitch(self.published, self.address, grace, self._make)  # type: ignore[arg-type]

    def _make(self) -> FakeGeneration:
        self.made.append(FakeGeneration(f"http://127.0.0.1:{len(self.made) + 1}", cannot_begin=self.cannot_begin))
        return self.made[-1]

    def publish(self, version: str) -> None:
        write_whole(self.published, json.dumps({"version": version}))
        self.switch.step()

    @property
    def told(self) -> dict[str, str]:
        return json.loads(self.address.read_text())


def test_nothing_happens_while_nothing_is_published(tmp_path: Path) -> None:
    stage = Stage(tmp_path, grace=0)
    stage.switch.step()
    assert len(stage.made) == 1
    assert stage.told == {"url": "http://127.0.0.1:1", "version": ""}


def test_messages_go_to_the_old_engine_until_the_new_one_is_ready(tmp_path: Path) -> None:
    stage = Stage(tmp_path, grace=60)
    stage.publish("two")
    stage.switch.step()
    assert stage.made[1].started and stage.told["url"] == "http://127.0.0.1:1"
    stage.made[1].is_ready = True
    stage.switch.step()
    assert stage.told == {"url": "http://127.0.0.1:2", "version": "two"}
    assert not stage.made[0].stopped, "messages may still be on their way to it"


def test_the_old_engine_is_ended_after_the_grace(tmp_path: Path) -> None:
    stage = Stage(tmp_path, grace=0)
    stage.publish("two")
    stage.made[1].is_ready = True
    stage.switch.step()
    stage.switch.step()
    assert stage.made[0].stopped and not stage.made[1].stopped


def test_an_engine_that_ends_while_starting_changes_nothing_and_is_not_tried_again(tmp_path: Path) -> None:
    stage = Stage(tmp_path, grace=0)
    stage.publish("two")
    stage.made[1].has_ended = True
    stage.switch.step()
    stage.switch.step()
    assert stage.told == {"url": "http://127.0.0.1:1", "version": "", "failed": "two", "error": "out of memory"}
    assert len(stage.made) == 2 and stage.made[1].stopped and not stage.made[0].stopped


def test_stopping_ends_every_generation(tmp_path: Path) -> None:
    stage = Stage(tmp_path, grace=60)
    stage.publish("two")
    stage.switch.stop()
    assert [generation.stopped for generation in stage.made] == [True, True]


@pytest.mark.asyncio
async def test_the_service_follows_the_address_from_one_message_to_the_next(tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, json=[{"custom": CUSTOM}])

    address = tmp_path / "engine.json"
    write_whole(address, json.dumps({"url": "http://127.0.0.1:1"}))
    engine = Engine("http://127.0.0.1:9", 1, httpx.MockTransport(answer), address)
    await engine.answer("c", "Hei", Context())
    await asyncio.sleep(0.02)
    write_whole(address, json.dumps({"url": "http://127.0.0.1:2"}))
    await engine.answer("c", "Hei", Context())
    address.unlink()
    await engine.answer("c", "Hei", Context())
    await engine.close()
    assert asked == [f"http://127.0.0.1:{port}/webhooks/rest/webhook" for port in (1, 2, 2)]


def test_an_engine_that_cannot_even_be_begun_changes_nothing(tmp_path: Path) -> None:
    stage = Stage(tmp_path, grace=0)
    stage.cannot_begin = True
    stage.publish("two")
    stage.switch.step()
    assert stage.told == {"url": "http://127.0.0.1:1", "version": "", "failed": "two", "error": "OSError: no memory"}
    assert len(stage.made) == 2 and not stage.made[0].stopped


def test_when_the_service_cannot_be_told_the_old_engine_stays(tmp_path: Path) -> None:
    stage = Stage(tmp_path, grace=0)
    stage.publish("two")
    stage.made[1].is_ready = True
    stage.address.unlink()
    stage.address.mkdir()  # as when the disk is full: the file cannot be written
    stage.switch.step()
    stage.switch.step()
    assert stage.made[1].stopped and not stage.made[0].stopped
    assert stage.switch.current is stage.made[0]
