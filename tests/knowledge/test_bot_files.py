"""The engine's domain."""

from __future__ import annotations

from pathlib import Path

import yaml

from knowledge.bot_files import compile_domain, write_domain


def test_domain_joins_its_sources_and_the_intents(tmp_path: Path) -> None:
    (tmp_path / "domain.yml").write_text('version: "3.1"\nslots: {topic: {type: text}}\n', encoding="utf-8")
    (tmp_path / "responses.yml").write_text('version: "3.1"\nresponses: {utter_greet: [{text: "Hei på deg"}]}\n', encoding="utf-8")
    text = compile_domain(["ask_costs", "greet"], sources=(tmp_path / "domain.yml", tmp_path / "responses.yml"))
    assert yaml.safe_load(text) == {
        "version": "3.1",
        "slots": {"topic": {"type": "text"}},
        "responses": {"utter_greet": [{"text": "Hei på deg"}]},
        "intents": ["ask_costs", "greet"],
    }
    assert "Hei på deg" in text
    assert text.startswith("# Made by `kompass compile`")


def test_unchanged_domain_is_not_written_again(tmp_path: Path) -> None:
    path = write_domain(["greet"], tmp_path / "build" / "domain.yml")
    before = path.stat().st_mtime_ns
    write_domain(["greet"], path)
    assert path.stat().st_mtime_ns == before


def test_new_intent_reaches_the_domain(tmp_path: Path) -> None:
    path = write_domain(["greet"], tmp_path / "domain.yml")
    write_domain(["greet", "thank"], path)
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["intents"] == ["greet", "thank"]
