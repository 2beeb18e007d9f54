"""Which block is the title, and which stand above it as the letterhead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.intake.document import Block, Document
from knowledge.intake.organisations import is_organisation
from knowledge.intake.vocabulary import DATE, KIND_WORDS, REFERENCE

FIRST_BLOCKS = 12
LETTERHEAD_CHARACTERS = 900
LONGEST_ABOVE = 4
"""A block of more lines than this is no part of a letterhead."""
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Structure:
    """`reason`: why that title was chosen, in Norwegian. `first`: the index, in the document, of the body's first block."""

    title: str
    reason: str
    letterhead: tuple[Block, ...]
    body: tuple[Block, ...]
    indices: tuple[int, ...]
    """For each block of the body, its index in the document."""


def structure_of(document: Document) -> Structure:
    """The document cut in letterhead, title and body. Every block is in one of them."""
    blocks = document.blocks
    place = _title_place(blocks)
    if place is None:
        title, reason = _without_heading(document)
        return Structure(title, reason, (), blocks, tuple(range(len(blocks))))
    above = _is_letterhead(blocks[:place])
    indices = tuple(index for index in range(len(blocks)) if index != place and (index > place or not above))
    reason = "den overskriften som skiller seg mest ut først i dokumentet"
    return Structure(
        " ".join(blocks[place].text.split()), reason, blocks[:place] if above else (), tuple(blocks[index] for index in indices), indices
    )


def _title_place(blocks: tuple[Block, ...]) -> int | None:
    """The heading that stands out most among the first blocks; one that names a kind of letter stands out more."""
    ranked = [(_weight(block), -index) for index, block in enumerate(blocks[:FIRST_BLOCKS]) if _weight(block)]
    return -max(ranked)[1] if ranked else None


def _weight(block: Block) -> float:
    """How much a block looks like the title; a scan shows no bold type, so that words alone must tell there."""
    if _is_letterhead_line(block.text):
        return 0.0
    names_kind = KIND_WORDS.search(block.text) is not None
    if block.is_heading:
        return block.weight + 0.5 * names_kind
    is_short = block.text.count("\n") < LONGEST_ABOVE - 1 and len(block.text) <= LONGEST_TITLE
    return 1.0 if names_kind and is_short and not block.text.endswith((".", ":", ",", ";")) else 0.0


def _is_letterhead_line(text: str) -> bool:
    return is_organisation(text) or REFERENCE.search(text) is not None or DATE.fullmatch(text.strip()) is not None


def _is_letterhead(above: tuple[Block, ...]) -> bool:
    lines = [block.text.count("\n") + 1 for block in above]
    return (
        sum(len(block.text) for block in above) <= LETTERHEAD_CHARACTERS
        and max(lines, default=0) <= LONGEST_ABOVE
        and not any(re.search(r"[a-zæøå]{3,}\.$", block.text) for block in above)
    )


def _without_heading(document: Document) -> tuple[str, str]:
    if document.stated.title:
        return document.stated.title, "tittelen i filas egenskaper, for dokumentet har ingen tydelig overskrift"
    first = " ".join(document.blocks[0].text.split())
    sentence = re.split(r"(?<=[.!?])\s", first)[0][:LONGEST_TITLE]
    return sentence, "den første setningen, for dokumentet har ingen tydelig overskrift"
