"""A small, sound project folder on disk: one letter, two entries, their questions, one response and a word list."""

from __future__ import annotations

from pathlib import Path

LETTER = """\
---
id: brev-2020
title: Brev om utdanningen
short_title:
  nb: Brevet om utdanningen
  nn: Brevet om utdanninga
sender: Departementet
receiver: Direktoratet
date: "2020"
kind: brev
written_standard: nb
received_as: brev.txt
received_sha256: 1b345dbc4d0863cf95d4a71cf9566213645a3123427e13236ba4eaa7177b9aeb
---

# Brev om utdanningen

Vi viser til møtet 15. januar i fjor.

## Ressurser

Staten dekker inntil 22,5 mill. kroner
per år, over kap. 761.

## Opplegg

Det er planlagt seks samlinger over ett år, med 20 deltakere fra kommunene og 20 deltakere fra sykehusene.
"""

MONEY = """\
# Penger: hva staten dekker.
topic: money
title:
  nb: Penger
  nn: Pengar
question:
  nb: Hva dekker staten for {programme}?
  nn: Kva dekkjer staten for {programme}?
related: [places]
answers:
  both:
    status: answered
    nb: |-
      Staten dekker inntil 22,5 millioner kroner per år, ifølge brevet fra 2020.
      Brevet sier ikke at utdanningen er gratis.
    nn: |-
      Staten dekkjer inntil 22,5 millionar kroner per år, ifølgje brevet frå 2020.
      Brevet seier ikkje at utdanninga er gratis.
    citations:
      - source: brev-2020
        section: Ressurser
        quote: Staten dekker inntil 22,5 mill. kroner per år
reviewed:
  by: Redaksjonen
  on: 2026-11-21
  again: 2027-11-21
"""

PLACES = """\
# Plasser: hvor mange som kan delta.
topic: places
title:
  nb: Plasser
  nn: Plassar
question:
  nb: Hvor mange kan delta?
  nn: Kor mange kan delta?
related: [money]
answers:
  both:
    status: answered
    nb: Det er plass til 40 deltakere, og det er seks samlinger.
    nn: Det er plass til 40 deltakarar, og det er seks samlingar.
    calculated: {"40": "20 + 20"}
    citations:
      - source: brev-2020
        section: Opplegg
        quote: Det er planlagt seks samlinger over ett år, med 20 deltakere fra kommunene og 20 deltakere fra sykehusene.
reviewed:
  by: Redaksjonen
  on: 2026-11-21
  again: 2027-11-21
"""

PLACES_FOR_EACH = """\
# Plasser: hvor mange som kan delta.
topic: places
title:
  nb: Plasser
  nn: Plassar
question:
  nb: Hvor mange kan delta?
  nn: Kor mange kan delta?
related: [money]
answers:
  middle_manager:
    status: answered
    nb: Det er plass til 40 deltakere.
    nn: Det er plass til 40 deltakarar.
    brief:
      nb: har plass til 40 deltakere
      nn: har plass til 40 deltakarar
    calculated: {"40": "20 + 20"}
    citations:
      - source: brev-2020
        section: Opplegg
        quote: Det er planlagt seks samlinger over ett år, med 20 deltakere fra kommunene og 20 deltakere fra sykehusene.
      - source: brev-2020
        section: Ressurser
        quote: Staten dekker inntil 22,5 mill. kroner per år
        brief: no
  top_leader:
    status: not_in_sources
    nb: Brevet sier ikke hvor mange som kan delta.
    nn: Brevet seier ikkje kor mange som kan delta.
    brief:
      nb: er ikke nevnt i brevet
      nn: er ikkje nemnt i brevet
    citations:
      - source: brev-2020
        section: Opplegg
        quote: Det er planlagt seks samlinger over ett år
reviewed:
  by: Redaksjonen
  on: 2026-11-21
  again: 2027-11-21
"""

RESPONSES = """\
version: "3.1"
responses:
  utter_greet:
  - condition: [{type: slot, name: written_standard, value: nb}]
    text: Hei! Hva lurer du på?
    buttons:
    - {title: "Kan jeg søke?", payload: "Kan jeg søke?"}
  - condition: [{type: slot, name: written_standard, value: nn}]
    text: Hei! Kva lurer du på?
    buttons:
    - {title: "Kan eg søkje?", payload: "Kan eg søkje?"}
  utter_foreign:
  - condition: [{type: slot, name: written_standard, value: nb}]
    text: I answer in Norwegian.
  utter_switch_to_nb:
  - condition: [{type: slot, name: written_standard, value: nn}]
    text: Da svarer jeg på bokmål.
"""

WORDS = """\
both: []
nb:
  - noe
nn: []
"""


def questions(intent: str, nb: str, nn: str) -> str:
    """A file of training questions, 60 a standard: Bokmål on lines 7 to 66, Nynorsk on lines 71 to 130."""
    lines = ['version: "3.1"', "nlu:"]
    for standard, question in (("nb", nb), ("nn", nn)):
        lines += [f"- intent: {intent}", "  metadata:", f"    written_standard: {standard}", "  examples: |"]
        lines += [f"    - {question} {number}?" for number in range(1, 61)]
    return "\n".join(lines) + "\n"


FILES = {
    "knowledge/letters/brev-2020.md": LETTER,
    "knowledge/entries/money.yml": MONEY,
    "knowledge/entries/places.yml": PLACES,
    "knowledge/words.yml": WORDS,
    "nlu/examples/money.yml": questions("ask_money", "Hva betaler staten i år", "Kva betaler staten i år"),
    "nlu/examples/places.yml": questions("ask_places", "Er det plass til", "Er det plassar til"),
    "bot/responses.yml": RESPONSES,
}


def write_project(root: Path) -> Path:
    """Write all files; gives the folder back."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def compare(root: Path) -> None:
    """Let one entry answer each programme with a brief, and the other compare them."""
    (root / "knowledge/entries/places.yml").write_text(PLACES_FOR_EACH, encoding="utf-8")
    change(root, "knowledge/entries/money.yml", "related: [places]", "related: [places]\ncompares: [places]")


def change(root: Path, name: str, old: str, new: str) -> None:
    """Plant a defect: replace words that stand once in a file."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"«{old}» stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
