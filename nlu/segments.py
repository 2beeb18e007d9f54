"""Cut a message into its questions: sentences by spaCy, and coordinated questions inside a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import spacy
import yaml

WORDS = yaml.safe_load((Path(__file__).parent / "question_words.yml").read_text(encoding="utf-8"))
QUESTION_WORDS, FRONTED_VERBS = set(WORDS["question_words"]), set(WORDS["fronted_verbs"])
REQUESTS, PARTICLES = set(WORDS["requests"]), set(WORDS["request_particles"])
_PREMISE = re.compile(
    r"^(?:(?:men|og)\s+)?(?:(?:siden|sidan|ettersom|fordi|dersom|hvis|viss)\s[^,?]{8,}|når\s[^,?]*\b(?:bare|berre|kun|jo|likevel|altså)\b[^,?]*),\s*",
    re.I,
)
# Not "eller": "er det digitalt, eller må en møte opp?" is one question.
_COORDINATOR = re.compile(r"(?:,\s*(?:og|men|samt|å)|\s(?:og|samt))\s+(?=(\w+))", re.I)
_REQUEST = re.compile(r"^(?:\w+,\s*)?(?:(?:kan|kunne|kunna|vil|ville)\s+\w+\s+)?(?=(\w+))", re.I)
_OF_SELF = re.compile(r"\b(?:jeg|eg|æ|vi|me)\b", re.I)
_ITEM_BOUNDARY = re.compile(r",\s*(?:og\s+|samt\s+)?|\s+(?:og|samt)\s+", re.I)
_SCOPE = re.compile(
    r",?\s+(?:for|på|ved|i|hos|mellom|til)\s+(?:både|begge|de|dei|den|det|kvar|hver|mellomle\w+|topple\w+|programm\w+)\b.*$", re.I
)
MIN_WORDS = 2
MIN_ITEMS = 3  # things in a list of them
LONGEST_ITEM = 6  # words of such a thing
MIN_LISTED = 3  # words of a question in a list
CONDITIONALS = {"hvis", "når"}  # begin a question, and a clause before one


class Segmenter:
    """Splits messages; stateless after construction."""

    def __init__(self) -> None:
        self._nlp = spacy.blank("nb")
        self._nlp.add_pipe("sentencizer", config={"punct_chars": [".", "?", "!", "…", "\n"]})

    def questions(self, text: str) -> list[str]:
        """The questions of a message, in order; empty when nothing in it looks like one. The parts of a divided sentence
        all count: "jeg lurer på hva det koster" is a question beside "når det starter"."""
        found: list[str] = []
        for sentence in self._nlp(text).sents:
            things = _things_listed(sentence.text.strip())
            parts = things or [part for part in _split(sentence.text.strip()) if len(part.split()) >= MIN_WORDS]
            found += parts if len(parts) > 1 else [part for part in parts if _looks_like_question(part)]
        return found

    def asks(self, text: str) -> bool:
        """Whether anything in the message looks like a question."""
        return any(_looks_like_question(part) for sentence in self._nlp(text).sents for part in _split(sentence.text.strip()))


def _split(sentence: str) -> list[str]:
    """A leading "siden det er gratis," is a part of its own, after what is asked, so that a false premise is answered too."""
    premise = _PREMISE.match(sentence)
    pieces, start = [], premise.end() if premise else 0
    asks = bool(_first_word(sentence[start:]) & (QUESTION_WORDS | FRONTED_VERBS))
    question = asks or "?" in sentence or bool(_words(sentence) & QUESTION_WORDS)
    for match in _COORDINATOR.finditer(sentence):
        if match.start() < start:
            continue
        following = match[1].lower()
        fronted = following in FRONTED_VERBS and (asks or ("," in match[0] and question))
        if following in QUESTION_WORDS or fronted:
            pieces.append(sentence[start : match.start()].strip(" ,"))
            start = match.end()
    pieces.append(sentence[start:])
    asked = [part for piece in pieces[:-1] for part in _enumerated(piece)] + pieces[-1:]
    return [*asked, premise[0].strip(" ,")] if premise else asked


def _enumerated(piece: str) -> list[str]:
    """The questions before the last of a list, which only commas divide: "hva koster det, er det digitalt(, og når er fristen)"."""
    parts = piece.split(", ")
    begun = [parts[0].rpartition(": ")[2], *parts[1:]]  # "To ting: hva koster det, ..."
    asks = [_first_word(part) & (QUESTION_WORDS | FRONTED_VERBS) and len(part.split()) >= MIN_LISTED for part in begun]
    conditional = _first_word(begun[0]) & CONDITIONALS
    return parts if len(parts) > 1 and all(asks) and not conditional else [piece]


def _things_listed(sentence: str) -> list[str]:
    """The things that a list asks about: "To ting: nivå, poeng og pris?", "Kan du stille opp målgruppe, oppstart og pris?"."""
    lead, colon, rest = sentence.rpartition(": ")
    if not colon:
        request = _REQUEST.match(sentence)
        if not request or request[1].lower() not in REQUESTS:
            return []
        words = sentence[request.end() :].split()[1:]
        while words and words[0].lower() in PARTICLES:
            words = words[1:]
        rest = " ".join(words)
    items = [item.strip(" ?.!") for item in _ITEM_BOUNDARY.split(_SCOPE.sub("", rest))]
    begins = [_first_word(item) & (QUESTION_WORDS | FRONTED_VERBS) for item in items[:-1]]
    told = colon and "?" not in sentence and _OF_SELF.search(lead)  # "jeg leder tre enheter: sykehjem, legevakt og dagsenter"
    listed = not told and len(items) >= MIN_ITEMS and all(0 < len(item.split()) <= LONGEST_ITEM for item in items) and not any(begins)
    return items if listed else []


def _looks_like_question(part: str) -> bool:
    return part.endswith("?") or bool(_first_word(part) & (QUESTION_WORDS | FRONTED_VERBS))


def _first_word(part: str) -> set[str]:
    """The first word in lower case, as a set of one; empty when there is none."""
    return set(re.findall(r"\w+", part.lower())[:1])


def _words(part: str) -> set[str]:
    return set(re.findall(r"\w+", part.lower()))
