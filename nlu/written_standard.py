"""Tell Bokmål from Nynorsk, and Norwegian from other languages, for one message.

A linear model over words and character n-grams, trained on the marked training questions, decides nb or nn; lingua
(limited to the two) helps where the model knows few of the words. langdetect and lingua must agree before a message
counts as a language we do not answer in; Danish and Swedish are read as Norwegian.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
from langdetect import DetectorFactory, LangDetectException, detect_langs
from lingua import Language, LanguageDetectorBuilder
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline

from nlu.augmentation import mistype

DetectorFactory.seed = SEED = 0
SCANDINAVIAN = {"no", "nb", "nn", "da", "sv"}
MIN_FOREIGN_WORDS = 3
SHORT_WORDS = 3
SHORT_CEILING = 0.79
"""The most a message of at most three words can show, not enough to be evident, unless a word is used in one standard only."""
MIN_USES = 4
KNOWN_SHARE = 0.5
"""A message at least this share of whose words stand in Norwegian training questions is Norwegian."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Reading:
    """`standard`: the likelier of nb and nn; `probability` of it, 0.5 to 1; `foreign`: ISO 639-1 code or None."""

    standard: str
    probability: float
    foreign: str | None = None


class StandardClassifier:
    """Probability of Nynorsk for short texts."""

    def __init__(self, pipeline: Pipeline, telling: set[str]) -> None:
        self._pipeline, self._telling = pipeline, telling

    @classmethod
    def train(cls, texts: list[str], standards: list[str]) -> StandardClassifier:
        """Fit on texts marked nb or nn, and on a mistyped copy of each."""
        pipeline = make_pipeline(
            FeatureUnion(
                [
                    ("words", TfidfVectorizer(lowercase=True, token_pattern=r"(?u)\b\w+\b", sublinear_tf=True, min_df=2)),
                    ("characters", TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True, min_df=3)),
                ]
            ),
            LogisticRegression(C=20.0, max_iter=1000),
        )
        marked = np.array([standard == "nn" for standard in standards], dtype=int)
        pipeline.fit([*texts, *(mistype(text, SEED) for text in texts)], np.concatenate([marked, marked]))
        return cls(pipeline, _telling_words(texts, standards))

    def nynorsk(self, text: str) -> float:
        """Probability that the text is Nynorsk, 0 to 1."""
        return float(self._pipeline.predict_proba([text])[0, 1])

    def tells(self, words: list[str]) -> bool:
        """Whether a word is among those that stand in one written standard only."""
        return any(word.lower() in self._telling for word in words)


class WrittenStandardReader:
    """Reads a message's written standard. `norwegian`: texts whose words are known to be Norwegian."""

    def __init__(self, classifier: StandardClassifier, norwegian: list[str]) -> None:
        self._classifier = classifier
        self._known = {word for text in norwegian for word in _WORD.findall(text.lower())}
        self._norwegian = LanguageDetectorBuilder.from_languages(Language.BOKMAL, Language.NYNORSK).build()
        self._any = LanguageDetectorBuilder.from_languages(
            Language.BOKMAL, Language.NYNORSK, Language.DANISH, Language.SWEDISH, Language.ENGLISH, Language.GERMAN, Language.FRENCH,
            Language.SPANISH, Language.POLISH, Language.UKRAINIAN, Language.RUSSIAN, Language.ARABIC, Language.SOMALI, Language.LITHUANIAN,
        ).build()  # fmt: skip

    def read(self, text: str) -> Reading:
        """The written standard of a text, with its probability."""
        words = _WORD.findall(text)
        if not words:
            return Reading("nb", 0.5)
        foreign = self._foreign(text, words)
        if foreign:
            return Reading("nb", 0.5, foreign)
        nynorsk = self._combined(text)
        if len(words) <= SHORT_WORDS and not self._classifier.tells(words):
            nynorsk = min(max(nynorsk, 1 - SHORT_CEILING), SHORT_CEILING)
        return Reading("nn", nynorsk) if nynorsk > 0.5 else Reading("nb", 1 - nynorsk)

    def _combined(self, text: str) -> float:
        """Model and lingua averaged as log-odds, the model three to one."""
        model = _log_odds(self._classifier.nynorsk(text))
        lingua = _log_odds(self._norwegian.compute_language_confidence(text, Language.NYNORSK))
        return 1 / (1 + math.exp(-(0.75 * model + 0.25 * lingua)))

    def _foreign(self, text: str, words: list[str]) -> str | None:
        if len(words) < MIN_FOREIGN_WORDS and all(ord(c) < 0x250 for c in text):
            return None
        if sum(word.lower() in self._known for word in words) >= KNOWN_SHARE * len(words):
            return None
        try:
            guess = detect_langs(text)[0]
        except LangDetectException:
            return None
        if guess.lang in SCANDINAVIAN:
            return None
        language = self._any.detect_language_of(text)
        if language is None or language.iso_code_639_1.name.lower() in SCANDINAVIAN:
            return None
        return language.iso_code_639_1.name.lower()


def _telling_words(texts: list[str], standards: list[str]) -> set[str]:
    """Words used at least MIN_USES times in one standard's texts and never in the other's."""
    uses = {
        standard: Counter(word for text, marked in zip(texts, standards) if marked == standard for word in _WORD.findall(text.lower()))
        for standard in ("nb", "nn")
    }
    one_way = [(uses["nb"], uses["nn"]), (uses["nn"], uses["nb"])]
    return {word for mine, theirs in one_way for word, count in mine.items() if count >= MIN_USES and word not in theirs}


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 0.01), 0.99)
    return math.log(bounded / (1 - bounded))
