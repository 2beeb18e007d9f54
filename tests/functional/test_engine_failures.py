"""What a person sees when a part of the assistant is gone: a clear message, their text kept, no wrong answer."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from api.evaluation import scratch_settings
from api.supervisor import Assistant

pytestmark = pytest.mark.functional


def test_engine_gone_gives_503_and_keeps_the_message(tmp_path: Path) -> None:
    with Assistant(scratch_settings(tmp_path)) as assistant, httpx.Client(base_url=assistant.url, timeout=30, trust_env=False) as client:
        first = client.post("/api/chat", json={"message": "Når starter topplederprogrammet?"}).json()
        engine = next(part for part in assistant.parts if part.name == "engine")
        engine.stop()
        lost = client.post("/api/chat", json={"message": "Hva koster det?", "conversation_id": first["conversation_id"]})
        assert lost.status_code == 503
        assert lost.headers["content-type"] == "application/problem+json"
        assert int(lost.headers["retry-after"]) > 0
        assert client.get("/readyz").status_code == 503
        engine.start()
        assistant.wait_until_ready()
        again = client.post("/api/chat", json={"message": "Hva koster det?", "conversation_id": first["conversation_id"]}).json()
        assert (again["topic"], again["programme"]) == ("costs", "top_leader")
        transcript = client.get(f"/api/conversations/{first['conversation_id']}").json()
        assert [turn["status"] for turn in transcript["turns"]] == ["answered", "failed", "answered"]
