"""Check the citations: the source exists, and the quote stands word for word in the section that is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.checks.material import Material, entry_file
from knowledge.checks.problem import Problem
from knowledge.entries import Citation
from knowledge.letters import Letter, fold_space

_BEGINS = re.compile(r"(?:^|[.!?:;)]\s|(?:^|\s)[–-]\s)$")
_ENDS = re.compile(r"[.!?:;]$")
_FOLLOWS = re.compile(r"$|[.!?:;,]|\s[–-]\s")


def check_citations(material: Material) -> Iterator[Problem]:
    """Answers without citations, unknown sources, changed quotes, wrong sections."""
    for entry in material.checked:
        for programme, answer in entry.answers.items():
            where = ("answers", programme, "citations")
            if not answer.citations:
                yield Problem(
                    entry_file(entry), entry.document.line(*where), "svaret har ingen kilde. Legg inn minst ett sitat fra et brev."
                )
            for index, citation in enumerate(answer.citations):
                defect = _defect(material, citation)
                if defect:
                    field, message = defect
                    yield Problem(entry_file(entry), entry.document.line(*where, index, field), message)


def _defect(material: Material, citation: Citation) -> tuple[str, str] | None:
    if citation.source in material.unread_letters:
        return None
    letter = material.letters.get(citation.source)
    if letter is None:
        return "source", f"kilden «{citation.source}» finnes ikke. Bruk en av disse: {', '.join(sorted(material.letters))}."
    if _stands_in(letter, citation):
        return _cut_short(letter, citation)
    heading = letter.section_of(citation.quote)
    if heading is None:
        other = next((found.id for found in material.letters.values() if found.section_of(citation.quote)), None)
        if other:
            return "source", f"sitatet står ikke i {letter.id}, men i {other}. Skriv {other} i source."
        return "quote", f"sitatet står ikke ordrett i brevet: «{_start(citation.quote)}» Kopier det fra knowledge/letters/{letter.id}.md."
    return "section", f"sitatet står under «{heading}», ikke «{citation.section}». Skriv «{heading}» i section."


def _stands_in(letter: Letter, citation: Citation) -> bool:
    quote = fold_space(citation.quote)
    return any(quote in fold_space(section.text) for section in letter.sections if section.heading == citation.section)


def _cut_short(letter: Letter, citation: Citation) -> tuple[str, str] | None:
    """A quote is whole sentences or parts between marks: a word cut off at either end can turn what it says."""
    quote = fold_space(citation.quote)
    for section in letter.sections:
        paragraphs = [fold_space(text) for text in (*section.text.split("\n\n"), section.text) if section.heading == citation.section]
        for text in paragraphs:
            for found in re.finditer(re.escape(quote), text):
                if _BEGINS.search(text[: found.start()]) and (_ENDS.search(quote) or _FOLLOWS.match(text, found.end())):
                    return None
    return "quote", f"sitatet begynner eller slutter midt i en setning: «{_start(citation.quote)}» Ta med hele setningen."


def _start(quote: str) -> str:
    folded = fold_space(quote)
    return folded if len(folded) <= 60 else folded[:60].rstrip() + " …"
