"""Check that the standards are not mixed: no Bokmål function words in a Nynorsk text, nor the reverse.

Spelling would find most of these too; here the editor is told that the word is of the other standard.
Only words that in texts like these are never right in the other standard, so not "de", "kor", "no" or "om".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.checks.material import Material
from knowledge.checks.problem import Problem
from knowledge.checks.spelling import NAMES
from knowledge.checks.texts import written_texts

_ONLY_NB = """
    ikke jeg hva hvem hvor hvordan hvorfor hvilken hvilket hvilke hvis hver hvert fra noe noen være vært bare disse
    mye mer flere hun dere deres fikk gjør sier selv sammen mens en et
"""
_ONLY_NN = """
    ikkje eg kva kven korleis kvifor kvar frå noko nokon nokre vere vore berre desse
    mykje meir fleire dei dykk dykkar fekk gjer seier sjølv saman medan då ein eit eitt
"""
ONLY = {"nb": frozenset(_ONLY_NB.split()), "nn": frozenset(_ONLY_NN.split())}
FIELD_WORDS = {  # words of the field that the word lists let through in another sense: nn "leder" is leather
    "nb": re.compile(r"\w*(?:leder(?:e|en|ne)?s?|leder(?:gruppe|utdanning|program|stilling)\w*|ledelse\w*|tjeneste\w*|utdanningen)"),
    "nn": re.compile(r"\w*(?:leiar|leiing|teneste)\w*"),
}
_WORD = re.compile(r"[^\W\d_]+")


def check_standards(material: Material) -> Iterator[Problem]:
    """Each word of the other standard once a text."""
    for text in written_texts(material):
        other = "nn" if text.standard == "nb" else "nb"
        for word in dict.fromkeys(_WORD.findall(text.text)):
            if word.lower() in ONLY[other] or FIELD_WORDS[other].fullmatch(word.lower()):
                message = f"«{word}» er {NAMES[other]}, men teksten skal være på {NAMES[text.standard]}. Skriv den om."
                yield Problem(text.file, text.line_of(word), message)
