"""Check that an answer is easy to read: LIX (Björnsson 1968), the mean words a sentence plus the percentage of long words.

Under 40 is easy, over 60 very heavy; official texts mostly have 50 to 60. Words like "spesialisthelsetjenesten" cannot be
avoided here, and a list point counts as a sentence. The present answers have 43 in the middle and 61 at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.checks.material import Material, entry_file
from knowledge.checks.problem import Problem
from knowledge.entries import STANDARDS

HEAVIEST = 65
LONG_WORD = 7
FEWEST_WORDS = 20
MOST_WORDS_A_SENTENCE = 60
_SENTENCE_END = re.compile(r"[.:!?;](?=\s|$)|\n")
_WORD = re.compile(r"\w+(?:-\w+)*")


def lix(text: str) -> float:
    """The readability figure of a text; 0 for one without words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = [sentence for sentence in _SENTENCE_END.split(text) if _WORD.search(sentence)]
    return len(words) / len(sentences) + 100 * sum(len(word) >= LONG_WORD for word in words) / len(words)


def check_readability(material: Material) -> Iterator[Problem]:
    """Answers that are heavier to read than any that is published, and sentences nobody gets through."""
    for entry in material.checked:
        for programme, answer in entry.answers.items():
            for standard in STANDARDS:
                message = _defect(answer.text[standard])
                if message:
                    yield Problem(entry_file(entry), entry.document.line("answers", programme, standard), message)


def _defect(text: str) -> str | None:
    longest = max((len(_WORD.findall(sentence)) for sentence in _SENTENCE_END.split(text)), default=0)
    if longest > MOST_WORDS_A_SENTENCE:
        return f"en setning har {longest} ord. Del den, så den lar seg lese på en mobil."
    figure = lix(text)
    if len(_WORD.findall(text)) >= FEWEST_WORDS and figure > HEAVIEST:
        return f"svaret er tungt å lese (LIX {figure:.0f}, høyst {HEAVIEST}). Del lange setninger, og bytt ut lange ord."
    return None
