"""Check that the standards are not mixed: no Bokmål words and endings in a Nynorsk text, nor the reverse.

The word lists find many of these too, but not all: they let through what is right in another sense or was right once
("mulig", "virkemiddel", "leder" in Nynorsk; "frå", "programma" in Bokmål). Here the editor is told that the word is of the
other standard. Only words that in texts like these are never right in the other standard, so not "de", "kor", "no" or "om".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.checks.material import Material
from knowledge.checks.problem import Problem
from knowledge.checks.spelling import NAMES, is_of_other_standard
from knowledge.checks.texts import PLACEHOLDER, written_texts

_ONLY_NB = """
    ikke jeg hva hvem hvor hvordan hvorfor hvilken hvilket hvilke hvis hver hvert fra noe noen være vært bare disse
    mye mer flere hun dere deres fikk gjør sier selv sammen mens en et
    annen hel hele gikk ble kommer vet uke uker uka nyheten brevene hverandre imidlertid hvorvidt
    virkemidler oppgaver oppgavene kostnadene tidligere senere egen egne
"""
_ONLY_NN = """
    ikkje eg kva kven korleis kvifor kvar frå noko nokon nokre vere vore berre desse
    mykje meir fleire dei dykk dykkar fekk gjer seier sjølv saman medan då ein eit eitt
    kvart kvarandre betre gjekk koma kjem tek veke veker breva programma skilnad skilnaden avgjerd verkemiddel
    atterhald løyving løyver omsut lengd arbeidsmengd kjelder haust hausten sommaren seinare tidlegare vidare innkjøp innkjøpet
"""
ONLY = {"nb": frozenset(_ONLY_NB.split()), "nn": frozenset(_ONLY_NN.split())}
FIELD_WORDS = {  # words of the field that the word lists let through in another sense, and endings of the one standard alone
    "nb": re.compile(
        r"\w*(?:leder(?:e|en|ne)?s?|leder(?:gruppe|utdanning|program|stilling)\w*|ledelse\w*|tjeneste\w*|utdanningen)"
        r"|(?!\w*[vb]illig)\w{2,}lig(?:e|t|ere|st)?|\w{2,}het(?:en|er|ene)?s?|\w{3,}ing(?:er|ene)s?|mulig\w*|\w{4,}sjon(?:er|ene)s?"
    ),
    "nn": re.compile(
        r"\w*(?:leiar|leiing|teneste)\w*|(?:år|dag|fag|person|mog|vanske|tyde|ansvar|ende|tilgjenge|offent|skrift)leg(?:e|are|ast)?|\w{2,}heit(?:a|er|ene)|\w{3,}ing(?:ar|ane)|\w{4,}sjon(?:ar|ane)"
    ),
}
RADICAL = re.compile(r"\w{3,}inga|\w*gruppa|nyheita|nyheta|ei")  # mostly Nynorsk that was left in a Bokmål text
CONVERTED = {  # let through by the word list of Nynorsk, and mostly a sign that Bokmål was converted word by word
    "anbefale": "tilrå", "anbefaler": "tilrår", "anbefalt": "tilrådd", "andel": "del", "antall": "tal", "beslutning": "avgjerd",
    "forskjell": "skilnad", "forskjellen": "skilnaden", "forskjeller": "skilnader", "kun": "berre", "samt": "og",
    "virkemiddel": "verkemiddel", "deltakelse": "deltaking", "bestemme": "avgjere", "bestemmer": "avgjer", "begynne": "byrje",
    "begynner": "byrjar", "hvis": "dersom",
}  # fmt: skip
_PHRASES = {"nn": re.compile(r"\b[Kk]or (?:mange|mykje|mye|lenge|langt?|stort?|ofte|høg|i landet)\b")}  # "kor" alone is a choir
_WORD = re.compile(r"[^\W\d_]+")


def check_standards(material: Material) -> Iterator[Problem]:
    """Each word of the other standard, and each that looks converted, once a text."""
    for text in written_texts(material):
        other = "nn" if text.standard == "nb" else "nb"
        phrase = _PHRASES[other].search(text.text) if other in _PHRASES else None
        words = [*([phrase[0]] if phrase else []), *_WORD.findall(PLACEHOLDER.sub(" ", text.text))]
        for word in dict.fromkeys(words):
            message = _defect(word, text.standard, other, material.words)
            if message:
                yield Problem(text.file, text.line_of(word), message)


def _defect(word: str, standard: str, other: str, listed: dict[str, set[str]]) -> str | None:
    lower = word.lower()
    if " " in word or is_of(word, other) or is_of_other_standard(word, standard, listed):
        return f"«{word}» er {NAMES[other]}, men teksten skal være på {NAMES[standard]}. Skriv den om."
    if standard == "nb" and RADICAL.fullmatch(lower):
        usual = "en" if lower == "ei" else f"{word[:-1]}en"
        return f"«{word}» er lov på bokmål, men svarene her bruker endelsen -en. Skriv «{usual}»."
    if standard == "nn" and lower in CONVERTED:
        return f"«{word}» ser ut som omsatt bokmål. Skriv «{CONVERTED[lower]}», eller skriv setningen om."
    return None


def is_of(word: str, standard: str) -> bool:
    """Whether a word is of this standard alone, by the lists above."""
    return word.lower() in ONLY[standard] or bool(FIELD_WORDS[standard].fullmatch(word.lower()))
