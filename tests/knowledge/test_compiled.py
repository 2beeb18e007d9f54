"""The compiled knowledge."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.compiled import compile_knowledge, passage_id, read_knowledge, write_knowledge
from knowledge.entries import load_entries
from knowledge.errors import NotCompiledError


def test_compiled_topics_are_the_entries() -> None:
    topics, entries = compile_knowledge()["topics"], load_entries()
    assert list(topics) == list(entries)
    credits, entry = topics["credits"], entries["credits"]
    assert (credits["title"], credits["related"]) == (entry.title, list(entry.related))
    assert credits["answers"]["middle_manager"]["nn"] == entry.answers["middle_manager"].text["nn"]
    assert credits["answers"]["middle_manager"]["citations"][0] == {
        "source": "tildelingsbrev-2020-tillegg-4",
        "section": "Innhold og rammer",
        "quote": "Utdanningen bør tilbys flere steder i landet, være på masternivå og gi 30 studiepoeng.",
    }


def test_compiled_brief_has_the_citations_it_rests_on() -> None:
    provider, entry = compile_knowledge()["topics"]["provider"]["answers"]["middle_manager"], load_entries()["provider"]
    assert provider["brief"] == {**entry.answers["middle_manager"].brief, "citations": provider["citations"][:1]}
    assert len(provider["citations"]) > len(provider["brief"]["citations"])


def test_compiled_answer_without_brief_says_so() -> None:
    compare = compile_knowledge()["topics"]["compare"]
    assert (compare["answers"]["both"]["brief"], compare["compares"]) == (None, list(load_entries()["compare"].compares))


def test_compiled_letter_has_no_text() -> None:
    assert compile_knowledge()["letters"]["toppleiarprogram-2020"] == {
        "title": "Ny felles toppleiarutdanning for spesialist- og kommunehelsetenesta",
        "short_title": {"nb": "Nyheten om det felles topplederprogrammet", "nn": "Nyheita om det felles toppleiarprogrammet"},
        "date": "2020",
        "sender": "Ikkje oppgitt i dokumentet",
        "kind": "nyheit",
        "written_standard": "nn",
    }


def test_written_knowledge_is_read_back_whole(tmp_path: Path) -> None:
    path = write_knowledge(tmp_path / "build" / "knowledge.json")
    assert read_knowledge(path) == compile_knowledge()
    assert [file.name for file in path.parent.iterdir()] == ["knowledge.json"]


def test_missing_knowledge_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NotCompiledError, match=r"knowledge\.json is missing\. Run `kompass compile`"):
        read_knowledge(tmp_path / "knowledge.json")


def test_passage_id_is_stable_and_differs_by_quote() -> None:
    assert passage_id("seks samlinger") == "351048df42"
    assert passage_id("seks samlinger") != passage_id("sju samlinger")
