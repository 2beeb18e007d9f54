"""The stored letter against an independent, proofread transcription of the received OCR text."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

from knowledge.letters import FOLDER, load_letter

TRANSCRIPTION = Path(__file__).parent.parent / "data" / "tildelingsbrev-2020-tillegg-4.transcription.txt"
STORED = load_letter(FOLDER / "tildelingsbrev-2020-tillegg-4.md").text.split()
PROOFREAD = TRANSCRIPTION.read_text(encoding="utf-8").split()


def test_stored_letter_agrees_with_the_transcription() -> None:
    assert SequenceMatcher(None, STORED, PROOFREAD, autojunk=False).ratio() >= 0.995


def test_only_the_colons_of_three_headings_differ() -> None:
    differing = [
        (STORED[a:b], PROOFREAD[c:d])
        for kind, a, b, c, d in SequenceMatcher(None, STORED, PROOFREAD, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
    assert differing == [(["Målgruppe"], ["Målgruppe:"]), (["tilbudet"], ["tilbudet:"]), (["Ressurser"], ["Ressurser:"])]
