"""A word's class by its ending and by which other forms of it exist: enough to tell «har kjøpt» from «går kjapt»."""

from __future__ import annotations

from collections.abc import Container

_PRESENT = ("er", "ar")
_OTHER_VERB_FORMS = ("te", "t", "et", "de", "es", "a", "ast", "ende")
_FEWEST_FORMS = 2
_ENDINGS = ("ende", "er", "ar", "es", "ast", "te", "de", "et", "t", "e", "a")


class WordClasses:
    """Classes of words in lower case, by the forms that a vocabulary has."""

    def __init__(self, vocabulary: Container[str]) -> None:
        self._vocabulary = vocabulary
        self._verbs: dict[str, bool] = {}

    def of(self, word: str) -> str:
        """V and its ending for a verb's form, else the last three letters, or the mark itself."""
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) > len(ending) + 1 and self._is_verb(word[: -len(ending)]):
                return f"V-{ending}"
        return "~" + word[-3:]

    def _is_verb(self, stem: str) -> bool:
        if stem not in self._verbs:
            present = any(stem + ending in self._vocabulary for ending in _PRESENT)
            forms = sum(stem + ending in self._vocabulary for ending in _OTHER_VERB_FORMS)
            self._verbs[stem] = present and forms >= _FEWEST_FORMS
        return self._verbs[stem]
