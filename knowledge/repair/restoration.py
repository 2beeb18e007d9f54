"""Restore a damaged text: each token's likeliest word by reading, frequency and neighbours, until nothing changes any more."""

from __future__ import annotations

import math
from dataclasses import dataclass

from knowledge.repair.candidates import Candidate, Candidates
from knowledge.repair.confusions import Readings
from knowledge.repair.context import EDGE
from knowledge.repair.damage import examine, has_enough_letters, written_standard
from knowledge.repair.foreign import in_english
from knowledge.repair.lexicon import Lexicon, lexicon
from knowledge.repair.tokens import Token, cut

ROUNDS = 3
WITHIN = 14.0
"""Candidates this far (natural logarithm) behind the best one are out of the question whatever their neighbours."""
NEIGHBOURS = 1.0
"""The weight of the neighbours against frequency and reading."""
CAUTION_WITH_UNKNOWN, CAUTION_WITH_NAMES = 0.4, 1.0
"""By how much (natural logarithm) another word must lead a token that no list has, and one that may be a name."""
MOST_ALTERNATIVES = 3


@dataclass(frozen=True)
class Repair:
    """One token: `before` and `after` are the same where it was left as it stands, though in doubt.

    `confidence`: 0 to 1; `alternatives`: the next best words with their probability, 0 to 1.
    """

    line: int
    start: int
    before: str
    after: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class RepairedText:
    """The text, lines and blanks as they were. `damaged`: whether it was repaired at all; `standard`: nb or nn, if it was."""

    text: str
    damaged: bool
    standard: str | None = None
    repairs: tuple[Repair, ...] = ()
    doubts: tuple[Repair, ...] = ()


def repair_text(text: str) -> RepairedText:
    """Repair a text that lost æ, ø and å; any other text comes back as it is."""
    if has_enough_letters(text):
        return RepairedText(text, damaged=False)
    tokens = cut(text)
    standard = written_standard(tokens)
    words = lexicon(standard)
    finding, readings = examine(text, tokens, Candidates(words, Readings()))
    if not finding.damaged:
        return RepairedText(text, damaged=False)
    return _Restoration(words, readings, tokens).result(text)


class _Restoration:
    def __init__(self, words: Lexicon, readings: Readings, tokens: list[Token]) -> None:
        self.words, self.tokens = words, tokens
        found = Candidates(words, readings)
        kept = [token.fixed or english for token, english in zip(tokens, in_english(tokens, words))]
        self.candidates = [[] if stays else _within(found.of(token)) for token, stays in zip(tokens, kept)]
        self.forms = [options[0].word if options else token.form for token, options in zip(tokens, self.candidates)]

    def result(self, text: str) -> RepairedText:
        """Choose until stable, then put the chosen words in their places."""
        open_ones = [at for at, options in enumerate(self.candidates) if len(options) > 1]
        for _ in range(ROUNDS):
            before = list(self.forms)
            for at in open_ones:
                self.forms[at] = self._ranked(at)[0][0].word
            if before == self.forms:
                break
        judged = [self._judged(at) for at, options in enumerate(self.candidates) if options]
        repairs = tuple(one for one in judged if one.before != one.after)
        doubts = tuple(one for one in judged if one.before == one.after and one.confidence < 0.8)
        return RepairedText(_replaced(text, repairs), True, self.words.standard, repairs, doubts)

    def _ranked(self, at: int) -> list[tuple[Candidate, float]]:
        """The candidates with their scores here, best first."""
        before, after, text = self._neighbours(at), self._neighbours(at, after=True), self.tokens[at].text.lower()
        scored = []
        for option in self.candidates[at]:
            score = option.score + NEIGHBOURS * self.words.context.fit(option.word, before, after)
            scored.append((option, score + (self._caution(at, option) if option.word == text else 0.0)))
        return sorted(scored, key=lambda pair: -pair[1])

    def _caution(self, at: int, option: Candidate) -> float:
        named = self.tokens[at].text[0].isupper() and not self.tokens[at].opens
        return CAUTION_WITH_NAMES if named else 0.0 if option.known else CAUTION_WITH_UNKNOWN

    def _neighbours(self, at: int, after: bool = False) -> tuple[str, ...]:
        if after:
            return tuple([*self.forms[at + 1 : at + 3], EDGE, EDGE][:2])
        return tuple([EDGE, EDGE, *self.forms[max(at - 2, 0) : at]][-2:])

    def _judged(self, at: int) -> Repair:
        token, ranked = self.tokens[at], self._ranked(at)
        total = sum(math.exp(score - ranked[0][1]) for _, score in ranked)
        shares = [(_in_case(option.word, token.text), math.exp(score - ranked[0][1]) / total) for option, score in ranked]
        (after, confidence), *others = shares
        return Repair(token.line, token.start, token.text, after, confidence, tuple(others[:MOST_ALTERNATIVES]))


def _within(options: list[Candidate]) -> list[Candidate]:
    return [option for option in options if option.score > options[0].score - WITHIN]


def _in_case(word: str, like: str) -> str:
    """The word with the capitals of the token it stands for."""
    if word == like.lower() or word != word.lower():
        return like if word == like.lower() else word
    if len(like) > 1 and like.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() else word


def _replaced(text: str, repairs: tuple[Repair, ...]) -> str:
    parts, end = [], 0
    for one in repairs:
        parts += [text[end : one.start], one.after]
        end = one.start + len(one.before)
    return "".join([*parts, text[end:]])
