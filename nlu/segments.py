"""Cut a message into its questions: sentences by spaCy, and coordinated questions inside a sentence."""

from __future__ import annotations

import re

import spacy

QUESTION_WORDS = set(
    "hva hvem hvor hvordan hvilke hvilken hvilket hvorfor når kva kven kvar kor korleis kva kvifor kvifor kvilke kvilken kvilket ka kem koffer åssen korsen koss hvr "
    "hvis nar".split()
)
FRONTED_VERBS = set(
    "er kan må skal får blir har gir gjev finnes finst vil bør går tar tek kommer kjem dekker dekkjer betaler trenger treng gjelder gjeld stemmer stemmer "
    "koster kostar starter startar varer holdes holder ma fins".split()
)
_COORDINATOR = re.compile(r"(?:,\s*(?:og|men|samt|å|eller)|\s(?:og|samt))\s+(?=(\w+))", re.I)
MIN_WORDS = 2


class Segmenter:
    """Splits messages; stateless after construction."""

    def __init__(self) -> None:
        self._nlp = spacy.blank("nb")
        self._nlp.add_pipe("sentencizer", config={"punct_chars": [".", "?", "!", "…", "\n"]})

    def questions(self, text: str) -> list[str]:
        """The questions of a message, in order; empty when nothing in it looks like one."""
        return [part for part in self.parts(text) if _looks_like_question(part)]

    def parts(self, text: str) -> list[str]:
        """Sentences, and the parts of a sentence that a coordinator before a question word or fronted verb divides."""
        parts: list[str] = []
        for sentence in self._nlp(text).sents:
            parts += _split(sentence.text.strip())
        return [part for part in parts if len(part.split()) >= MIN_WORDS]


def _split(sentence: str) -> list[str]:
    pieces, start = [], 0
    for match in _COORDINATOR.finditer(sentence):
        following = match[1].lower()
        fronted = following in FRONTED_VERBS and "," in match[0]
        if following in QUESTION_WORDS or fronted:
            pieces.append(sentence[start : match.start()].strip(" ,"))
            start = match.end()
    pieces.append(sentence[start:])
    return pieces


def _looks_like_question(part: str) -> bool:
    first = re.findall(r"\w+", part.lower())[:1]
    return part.endswith("?") or (bool(first) and (first[0] in QUESTION_WORDS or first[0] in FRONTED_VERBS))
