"""Check the citations: the source exists, and the quote stands word for word in the section that is named."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.checks.material import Material, entry_file
from knowledge.checks.problem import Problem
from knowledge.entries import Citation
from knowledge.letters import Letter, fold_space


def check_citations(material: Material) -> Iterator[Problem]:
    """Answers without citations, unknown sources, changed quotes, wrong sections."""
    for entry in material.entries.values():
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
        return None
    heading = letter.section_of(citation.quote)
    if heading is None:
        return "quote", f"sitatet står ikke ordrett i brevet: «{_start(citation.quote)}» Kopier det fra knowledge/letters/{letter.id}.md."
    return "section", f"sitatet står under «{heading}», ikke «{citation.section}». Skriv «{heading}» i section."


def _stands_in(letter: Letter, citation: Citation) -> bool:
    quote = fold_space(citation.quote)
    return any(quote in fold_space(section.text) for section in letter.sections if section.heading == citation.section)


def _start(quote: str) -> str:
    folded = fold_space(quote)
    return folded if len(folded) <= 60 else folded[:60].rstrip() + " …"
