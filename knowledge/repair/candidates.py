"""What a token may have been: itself, a counted word, a word of the word list, a compound, or a name; each with its score."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.repair.confusions import CAPITAL_O, NORWEGIAN, Readings
from knowledge.repair.lexicon import UNSEEN, Lexicon
from knowledge.repair.tokens import Token

JOINT = math.log(10**-1.2)
"""What it costs to take a word for a compound nobody counted."""
UNKNOWN = math.log(0.01)
"""How often a word is in no list: names, abbreviations, foreign words."""
LISTED = 4.0
"""How much likelier (natural logarithm) a string is a word when the word list has it, though nobody counted it."""
SHORTEST_PART, SHORT = 3, 2
"""The fewest letters of a part of a compound, and of the short part of a name."""
SHORT_PART = math.log(1 / 50)
"""How likely one of the few short parts is, in a name that has one."""
MOST_TRIED = 150
"""So many spellings of an uncounted token are looked at."""
FAR_FETCHED = 4.5
"""Readings rarer than this (minus the natural logarithm) are not tried on uncounted tokens."""
_ACRONYM = re.compile(r"[A-ZÆØÅ]+[l1][A-ZÆØÅ]*")

Reading = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Candidate:
    """A word in lower case, or with its own capitals. `score`: natural logarithm of frequency times reading.

    `reading`: which letter was read as what; `known`: whether some list has the word.
    """

    word: str
    score: float
    reading: Reading = ()
    known: bool = True


@dataclass
class Candidates:
    """The candidates of tokens in one text, whose readings are known."""

    lexicon: Lexicon
    readings: Readings
    _found: dict[tuple[str, bool], list[Candidate]] = field(default_factory=dict)
    _parts: dict[str, Candidate | None] = field(default_factory=dict)

    def of(self, token: Token) -> list[Candidate]:
        """Best first; the token as it stands is always among them."""
        named = token.text[0].isupper() and not token.opens
        if (token.text, named) not in self._found:
            self._found[token.text, named] = self._of(token, named)
        return self._found[token.text, named]

    def _of(self, token: Token, named: bool) -> list[Candidate]:
        text = token.text.lower()
        found = {candidate.word: candidate for candidate in (*self._counted(text, token.text), *self._acronyms(token.text))}
        if not any(self.lexicon.is_counted(word.lower()) for word in found) or (named and text not in found):
            for candidate in self._uncounted(text, token.text):
                found.setdefault(candidate.word, candidate)
            compound = _better(self._divided(text, 2), self._named(text) if token.text[0].isupper() else None)
            if compound and (self._is_word(compound.word, token.text) or not self._is_word(text, token.text)):
                found[compound.word] = max(compound, found.get(compound.word, compound), key=lambda one: one.score)
        if text not in found:
            found[text] = self._as_spelt(text, token.text, ())
        return sorted(found.values(), key=lambda candidate: -candidate.score)

    def _counted(self, text: str, written: str) -> Iterator[Candidate]:
        seen = CAPITAL_O + text[1:] if written[0] == CAPITAL_O else text
        for word in self.lexicon.alike(text):
            read = (0.0, ()) if word == text else self.readings.cost(word, seen)
            if read is not None and self._is_word(word, written):
                yield Candidate(word, self.lexicon.log_frequency(word) - read[0], read[1])

    def _acronyms(self, written: str) -> Iterator[Candidate]:
        if _ACRONYM.fullmatch(written):
            word = re.sub("[l1]", "I", written)
            if self.lexicon.is_word(word):
                yield Candidate(word, self.lexicon.log_frequency(word.lower()), (("I", "l"),))

    def _uncounted(self, text: str, written: str) -> Iterator[Candidate]:
        """The token, then with one, two and three confusions undone, by how it is spelt."""
        for word, reading in itertools.islice(self._spellings(text), MOST_TRIED):
            yield self._as_spelt(word, written, reading)

    def _as_spelt(self, word: str, written: str, reading: Reading) -> Candidate:
        known = self._is_word(word, written)
        score = UNKNOWN + self.lexicon.spelling.score(word) + (LISTED if known else 0.0)
        if known and self.lexicon.frequency(word) > UNSEEN:
            score = max(score, self.lexicon.log_frequency(word))
        return Candidate(word, score - self.readings.total(reading), reading, known)

    def _spellings(self, text: str) -> Iterator[tuple[str, Reading]]:
        places = [
            (at, read, meant)
            for at in range(len(text))
            for read, meanings in self.readings.meant_for.items()
            if read != "&" and text.startswith(read, at)
            for meant, cost in meanings
            if cost < FAR_FETCHED
        ]
        for times in (0, 1, 2, 3):
            for chosen in itertools.combinations(places, times):
                if all(one[0] + len(one[1]) <= two[0] for one, two in zip(chosen, chosen[1:])):
                    yield _undone(text, chosen), tuple((meant, read) for _, read, meant in chosen)

    def _divided(self, text: str, deep: int) -> Candidate | None:
        """The likeliest division in two or three words, each but the last perhaps with a joining s."""
        best: Candidate | None = None
        for cut in range(SHORTEST_PART, len(text) - SHORTEST_PART + 1):
            joined = text[cut - 1] == "s" and cut > SHORTEST_PART
            heads = [self._part(text[:cut]), self._part(text[: cut - 1], "s") if joined else None]
            head = _better(*heads)
            if head is None:
                continue
            for tail in (self._part(text[cut:]), self._divided(text[cut:], deep - 1) if deep > 1 else None):
                best = _better(best, _joined(head, tail))
        return best

    def _named(self, text: str) -> Candidate | None:
        """The likeliest name of a long and a short part, such as Vårås: the short one has an æ, ø or å, as ås, øy and sjø."""
        if len(text) < SHORTEST_PART + SHORT:
            return None
        front = (self._short(text[:SHORT]), self._part(text[SHORT:]))
        back = (self._part(text[:-SHORT]), self._short(text[-SHORT:]))
        return _better(_joined(*front), _joined(*back))

    def _short(self, text: str) -> Candidate | None:
        found = (one for one in self._counted(text, text) if any(letter in NORWEGIAN for letter in one.word))
        best = max(found, key=lambda one: one.score, default=None)
        return Candidate(best.word, SHORT_PART - self.readings.total(best.reading), best.reading) if best else None

    def _part(self, text: str, joint: str = "") -> Candidate | None:
        if text not in self._parts:
            long = (one for one in self._counted(text, text) if len(one.word) >= SHORTEST_PART)
            self._parts[text] = max(long, key=lambda one: one.score, default=None)
        part = self._parts[text]
        return Candidate(part.word + joint, part.score, part.reading) if part else None

    def _is_word(self, word: str, written: str) -> bool:
        if self.lexicon.is_word(word):
            return True
        named = written[0].isupper() and self.lexicon.is_word(word[0].upper() + word[1:])
        return named or (written.isupper() and self.lexicon.is_word(word.upper()))


def _joined(head: Candidate | None, tail: Candidate | None) -> Candidate | None:
    if head is None or tail is None:
        return None
    return Candidate(head.word + tail.word, head.score + tail.score + JOINT, head.reading + tail.reading)


def _better(one: Candidate | None, other: Candidate | None) -> Candidate | None:
    return max(filter(None, (one, other)), key=lambda found: found.score, default=None)


def _undone(text: str, chosen: tuple[tuple[int, str, str], ...]) -> str:
    for at, read, meant in reversed(chosen):
        text = text[:at] + meant + text[at + len(read) :]
    return text
