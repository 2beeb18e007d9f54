"""The compiled knowledge: what the bot and the service read at run time, made from letters and entries.

One JSON file, so that the engine (Python 3.10) needs neither the entries nor a YAML reader. It holds
`programmes`, `letters` (title, short title, date, kind) and `topics` (title, question, related, compares, concerns, answers).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from knowledge.entries import Answer, Citation, Entry, load_entries, load_programmes
from knowledge.errors import NotCompiledError
from knowledge.letters import Letter, load_letters

PATH = Path(__file__).parent.parent / "build" / "knowledge.json"


def compile_knowledge() -> dict[str, Any]:
    """Letters and entries as one plain structure."""
    letters, entries = load_letters(), load_entries()
    return {
        "programmes": load_programmes(),
        "letters": {letter.id: _letter(letter) for letter in letters.values()},
        "topics": {entry.topic: _topic(entry) for entry in entries.values()},
    }


def write_knowledge(path: Path = PATH) -> Path:
    """Compile and write; the file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps(compile_knowledge(), ensure_ascii=False, indent=1), encoding="utf-8")
    new.replace(path)
    return path


def read_knowledge(path: Path = PATH) -> dict[str, Any]:
    """The compiled knowledge. Raises NotCompiledError when it was never made."""
    if not path.exists():
        raise NotCompiledError(f"{path} is missing. Run `kompass compile` (or `make run`, which does it).")
    return json.loads(path.read_text(encoding="utf-8"))


def passage_id(quote: str) -> str:
    """A short, stable name for a quoted passage, used in links to it."""
    return hashlib.sha256(quote.encode("utf-8")).hexdigest()[:10]


def _letter(letter: Letter) -> dict[str, Any]:
    return {
        "title": letter.title,
        "short_title": letter.short_title,
        "date": letter.date,
        "sender": letter.sender,
        "kind": letter.kind,
        "written_standard": letter.written_standard,
    }


def _topic(entry: Entry) -> dict[str, Any]:
    return {
        "title": entry.title,
        "question": entry.question,
        "related": list(entry.related),
        "compares": list(entry.compares),
        "concerns": entry.concerns,
        "answers": {programme: _answer(answer) for programme, answer in entry.answers.items()},
    }


def _answer(answer: Answer) -> dict[str, Any]:
    brief = {**answer.brief, "citations": [_citation(c) for c in answer.citations if c.carries_brief]}
    return {
        "status": answer.status,
        **answer.text,
        "citations": [_citation(citation) for citation in answer.citations],
        "brief": brief if answer.brief else None,
    }


def _citation(citation: Citation) -> dict[str, str]:
    return {"source": citation.source, "section": citation.section, "quote": citation.quote}
