"""Find programmes, roles and sectors in a message: spaCy's Norwegian tokens against a lexicon, spelling-tolerant."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import spacy
import yaml
from rapidfuzz.distance import Levenshtein

from nlu.normalisation import fold

LEXICON = Path(__file__).parent / "lexicon.yml"
_PROGRAMME_MARKERS = {"for", "til", "mot"}
_HALVES = ([fold("deler")], [fold("delar")], [fold("dela")])  # "begge deler" are no programmes
_BESIDE = {"og", "eller", "å"}
_THAT_ONE = {"den", "det", "nye", "nytt"}
_OFFERS = ("kurs", "program", "utdanning", "studie", "tilbud", "tilbod", "opplegg", "opplæring", "opplaring", "løp", "lop")
_IS_A = {"er", "e", "som", "blir", "en", "ein"}  # "jeg er mellomleder" tells of a person
_TITLE_ENDINGS = {"", "a", "e", "en", "ene", "er", "et", "ne", "ane", "ar", "n", "s"}
SUFFIX = "suffix"
FIRST_PART = 3  # letters before a title's suffix
SHORT_MESSAGE = 4
LONG_COMPOUND = 14  # letters from which a compound written in two words may be misspelt too,
FIRST_WORD = 4  # where its first word has this many: "to lederprogram" is no "topplederprogram"
GENERIC = "generic"
SINGLE = ("middle_manager", "top_leader")
NEUTRAL = "programmet"
_REPEATED = re.compile(rf"\b{NEUTRAL}(?:\s+(?:for|til|mot|på|av)\s+(?:de\s+|dei\s+)?{NEUTRAL})+\b")


@dataclass(frozen=True)
class Entity:
    """A found span: `value` is the lexicon's key, `weak` a role word that may also mean the programme."""

    kind: str
    value: str
    start: int
    end: int
    text: str
    weak: bool = False


@dataclass
class Lexicon:
    """Single-word stems (folded), phrases, and suffixes of compounds not listed, from lexicon.yml."""

    stems: dict[str, list[tuple[str, str, str, str]]] = field(default_factory=dict)
    exceptions: tuple[str, ...] = ()
    phrases: dict[str, list[tuple[str, str, tuple[str, ...]]]] = field(default_factory=dict)
    suffixes: list[tuple[str, str, str]] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path = LEXICON) -> Lexicon:
        lexicon = cls()
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        lexicon.exceptions = tuple(fold(word) for word in content.pop("exceptions"))
        for kind, values in content.items():
            for value, forms in values.items():
                lexicon.suffixes += [(kind, value, fold(suffix)) for suffix in forms.pop("suffix", [])]
                for form, entries in forms.items():
                    for entry in entries:
                        words = tuple(fold(word) for word in str(entry).split())
                        if len(words) == 1 and form != "phrase":
                            lexicon.stems.setdefault(words[0][0], []).append((kind, value, words[0], form))
                        else:
                            lexicon.phrases.setdefault(words[0][0], []).append((kind, value, words))
        for stems in lexicon.stems.values():
            stems.sort(key=lambda stem: -len(stem[2]))
        return lexicon


class EntityFinder:
    """Finds the lexicon's entities in a text. What it found last is kept, since a message is both searched and masked."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._lexicon = lexicon or Lexicon.load()
        self._tokenizer = spacy.blank("nb").tokenizer
        self._matches = lru_cache(maxsize=8192)(self._match)
        self._spans = lru_cache(maxsize=64)(self._find_spans)

    def find(self, text: str) -> list[Entity]:
        """All entities of a text, in the order of their places."""
        return [entity for entity in self._spans(text) if entity.kind != GENERIC]

    def mask(self, text: str) -> str:
        """The text with each programme's name, and each general word for one, replaced by the same neutral word, so that
        topics are learnt apart from them: "lederutdanningen for mellomledere" → "programmet"."""
        for entity in reversed(self._spans(text)):
            if entity.kind == GENERIC or (entity.kind == "programme" and entity.value in SINGLE):
                text = text[: entity.start] + NEUTRAL + text[entity.end :]
        return _REPEATED.sub(NEUTRAL, text)

    def _find_spans(self, text: str) -> tuple[Entity, ...]:
        tokens = [(token.text, token.idx) for token in self._tokenizer(text) if not token.is_space]
        folded = [fold(token) for token, _ in tokens]
        found = self._phrases(tokens, folded) + self._words(tokens, folded)
        return tuple(sorted(_without_overlap(found), key=lambda entity: entity.start))

    def _words(self, tokens: list[tuple[str, int]], folded: list[str]) -> list[Entity]:
        found = []
        for position, (token, start) in enumerate(tokens):
            for kind, value, stem, form in self._matches(folded[position]):
                weak = kind == "programme" and form == "word" and not self._names_programme(folded, position, folded[position], stem)
                found.append(Entity(kind, value, start, start + len(token), token, weak))
                if kind == "role" and value in SINGLE and _is_offer_for(folded[:position]):
                    found.append(Entity("programme", value, start, start + len(token), token))
            if position + 1 < len(tokens):  # "toppleder programmet", "mellom leder"
                following, next_start = tokens[position + 1]
                joined = folded[position] + folded[position + 1]
                for kind, value, stem, form in self._matches(joined):
                    if (
                        form != SUFFIX
                        and not any(own[0] == kind for own in self._matches(folded[position + 1]))
                        and len(stem) >= len(folded[position]) + 3
                        and (joined.startswith(stem) or (len(stem) >= LONG_COMPOUND and len(folded[position]) >= FIRST_WORD))
                    ):
                        found.append(Entity(kind, value, start, next_start + len(following), f"{token} {following}"))
        return found

    def _match(self, word: str) -> tuple[tuple[str, str, str, str], ...]:
        """The longest matching stem of each kind."""
        if any(word.startswith(other) for other in self._lexicon.exceptions):
            return ()
        best: dict[str, tuple[str, str, str, str]] = {}
        stems = self._lexicon.stems.get(word[:1], ())
        exact = [entry for entry in stems if word.startswith(entry[2])]
        for entry in (*exact, *stems):  # the longest stem that stands there, before one that may be meant
            if entry[0] not in best and _begins_like(word, entry[2], entry[0] in ("programme", GENERIC)):
                best[entry[0]] = entry
        for kind, value, suffix in self._lexicon.suffixes:
            if kind not in best and "programme" not in best and _ends_like(word, suffix):
                best[kind] = (kind, value, suffix, SUFFIX)
        return tuple(best.values())

    @staticmethod
    def _names_programme(folded: list[str], position: int, word: str, stem: str) -> bool:
        """Whether a bare "mellomleder" means the programme: a compound of it, after "for", or a very short message."""
        before = folded[position - 1] if position else ""
        short = len(folded) <= SHORT_MESSAGE and before not in _IS_A
        beside = position > 2 and before in _BESIDE and folded[position - 3] in _PROGRAMME_MARKERS  # "for mellomledere og toppledere"
        return len(word) > len(stem) + 5 or before in _PROGRAMME_MARKERS or short or beside

    def _phrases(self, tokens: list[tuple[str, int]], folded: list[str]) -> list[Entity]:
        found = []
        for position, first in enumerate(folded):
            for kind, value, words in self._lexicon.phrases.get(first[:1], ()):
                if (
                    position + len(words) <= len(folded)
                    and all(_inflects(folded[position + offset], word) for offset, word in enumerate(words))
                    and not (value == "both" and folded[position + len(words) : position + len(words) + 1] in _HALVES)
                ):
                    last, last_start = tokens[position + len(words) - 1]
                    found.append(Entity(kind, value, tokens[position][1], last_start + len(last), " ".join(words)))
        return found


def _is_offer_for(before: list[str]) -> bool:
    """Whether the words before a post make it the name of a programme: "kurset for (avdelingsledere)", "det for (direktørene)"."""
    return len(before) > 1 and before[-1] == "for" and (before[-2] in _THAT_ONE or before[-2].startswith(_OFFERS))


def _begins_like(word: str, stem: str, tolerant: bool) -> bool:
    """Whether a word begins with a stem. Short stems take a short ending only; long ones of tolerant kinds up to two
    wrong letters, other long ones a single one."""
    if word.startswith(stem):
        return len(stem) > 4 or len(word) <= len(stem) + 2
    edits = (2 if len(stem) >= 10 else 1 if len(stem) >= 8 else 0) if tolerant else (1 if len(stem) >= 8 else 0)
    if not edits or len(word) < len(stem) - edits:
        return False
    return any(Levenshtein.distance(word[: len(stem) + shift], stem, score_cutoff=edits) <= edits for shift in range(-edits, edits + 1))


def _ends_like(word: str, suffix: str) -> bool:
    """Whether a word is a compound of the suffix, in any of its forms: "rehabiliteringslederne"."""
    stem, found, ending = word.rpartition(suffix)
    return bool(found) and len(stem) >= FIRST_PART and ending in _TITLE_ENDINGS


def _inflects(word: str, stem: str) -> bool:
    """Whether a word is a phrase's word, short ones exactly, others with an ending of at most three letters or
    one wrong letter."""
    if word.startswith(stem):
        return len(word) <= len(stem) + (3 if len(stem) > 5 else 0)
    return len(stem) >= 8 and _begins_like(word, stem, tolerant=len(stem) < 10)


def _without_overlap(entities: list[Entity]) -> list[Entity]:
    """The longest entity of a kind where several cover a place, and no role inside a programme's full name."""
    kept: list[Entity] = []
    for entity in sorted(entities, key=lambda e: (-(e.end - e.start), e.start)):
        if not any(entity.kind == other.kind and _overlap(entity, other) for other in kept):
            kept.append(entity)
    names = [entity for entity in kept if entity.kind == "programme" and not entity.weak]
    return [entity for entity in kept if entity.kind not in ("role", GENERIC) or not any(_overlap(entity, name) for name in names)]


def _overlap(one: Entity, other: Entity) -> bool:
    return one.start < other.end and other.start < one.end


def as_rasa(entity: Entity) -> dict[str, Any]:
    """The entity in the form of Rasa's parse data."""
    return {"entity": entity.kind, "value": entity.value, "start": entity.start, "end": entity.end, "weak": entity.weak}
