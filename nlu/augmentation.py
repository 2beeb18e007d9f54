"""Misspelt copies of training texts: how people type on a phone, on a foreign keyboard and in dialect.

The noise is by rule and seeded, never by listing sentences: missing å, ø and æ, dropped or doubled letters, swapped
neighbours, sms forms and the question words and pronouns of the four dialect areas.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import numpy as np
import yaml

_FORMS = yaml.safe_load((Path(__file__).parent / "spoken_forms.yml").read_text(encoding="utf-8"))
_WORD = re.compile(r"[^\W\d_]+")
DIALECT = 0.3
"""The share of misspelt copies that are in dialect instead."""
PLAIN_LETTERS = 0.3
"""The share of mistyped copies that only lack å, ø and æ."""
LONG_WORD = 6  # letters
REAL_WORDS = 0.3  # share of nonsense
NONSENSE_WORDS = (3, 8)  # words of a message


def with_noise(texts: list[str], labels: np.ndarray, seed: int) -> tuple[list[str], np.ndarray]:
    """The texts and one noisy copy of each that can be misspelt, with their labels."""
    copies = [(noisy, label) for text, label in zip(texts, labels) if (noisy := misspell(text, seed)) != text]
    return texts + [text for text, _ in copies], np.concatenate([labels, np.array([label for _, label in copies])])


def misspell(text: str, seed: int) -> str:
    """One misspelt form of a text, or one in dialect; the same text and seed always give the same form."""
    chance = random.Random(f"{seed}:{text}")
    if chance.random() < DIALECT:
        return _WORD.sub(lambda match: _replace(match[0], _FORMS["dialect"], chance), text)
    return _mistype(text, chance)


def mistype(text: str, seed: int) -> str:
    """One misspelt form of a text that stays in its written standard."""
    return _mistype(text, random.Random(f"{seed}:{text}"))


def nonsense(texts: list[str], count: int, seed: int) -> list[str]:
    """Messages that mean nothing: words put together of halves of different words in the texts, between real ones."""
    chance, words = random.Random(seed), sorted({word.lower() for text in texts for word in _WORD.findall(text)})
    long_words = [word for word in words if len(word) >= LONG_WORD]
    short_words = [word for word in words if len(word) < LONG_WORD]

    def word() -> str:
        if chance.random() < REAL_WORDS:
            return chance.choice(short_words)
        beginning, end = chance.choice(long_words), chance.choice(long_words)
        return beginning[: len(beginning) // 2] + end[len(end) // 2 :]

    return [" ".join(word() for _ in range(chance.randint(*NONSENSE_WORDS))) for _ in range(count)]


def _mistype(text: str, chance: random.Random) -> str:
    if chance.random() < PLAIN_LETTERS:
        return text.lower().translate(str.maketrans({"å": "a", "ø": "o", "æ": "e", "?": ""}))
    return _WORD.sub(lambda match: _typo(_sms(match[0], chance), chance), text.lower() if chance.random() < 0.7 else text)


def _replace(word: str, forms: dict[str, list[str]], chance: random.Random) -> str:
    return chance.choice(forms[word.lower()]) if word.lower() in forms and chance.random() < 0.8 else word


def _sms(word: str, chance: random.Random) -> str:
    return _FORMS["sms"][word] if word in _FORMS["sms"] and chance.random() < 0.25 else word


def _typo(word: str, chance: random.Random) -> str:
    if len(word) < 5 or chance.random() > 0.35:
        return word
    place = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + word[place] + word[place:]
    if kind == 2:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return re.sub(r"([bdfgklmnprst])\1", r"\1", word, count=1)
