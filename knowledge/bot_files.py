"""Compile the engine's domain: bot/domain.yml and bot/responses.yml with the intents that nlu/examples/ has."""

from __future__ import annotations

from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
DOMAIN = ROOT / "build" / "domain.yml"


def compile_domain(intents: list[str], sources: tuple[Path, ...] = (ROOT / "bot" / "domain.yml", ROOT / "bot" / "responses.yml")) -> str:
    """The whole domain as YAML text."""
    domain: dict[str, object] = {}
    for source in sources:
        domain.update(yaml.safe_load(source.read_text(encoding="utf-8")))
    domain["intents"] = intents
    return "# Made by `kompass compile`; change bot/ or nlu/examples/ instead.\n" + yaml.safe_dump(
        domain, allow_unicode=True, sort_keys=False, width=1000
    )


def write_domain(intents: list[str], path: Path = DOMAIN) -> Path:
    """Write the domain; left untouched when nothing in it changed."""
    text = compile_domain(intents)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    return path
