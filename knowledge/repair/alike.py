"""`python -m knowledge.repair.alike nb` lists the common words that become alike when æ, ø and å are lost: what `sentences/` is about."""

from __future__ import annotations

import itertools
import sys
from collections import defaultdict
from collections.abc import Iterator

from knowledge.repair.lexicon import Lexicon, lexicon

COMMON = 10**-5.0
"""A word is common from this share of running text on."""
_READ = {"å": "a", "ø": "ag"}


def alike(lexicon: Lexicon, common: float = COMMON) -> dict[str, list[str]]:
    """Damaged form → the common words that are read so, the most frequent first; only forms of several words."""
    words = defaultdict(set)
    for word in lexicon.words():
        if lexicon.frequency(word) >= common and lexicon.is_word(word):
            for form in _forms(word):
                words[form].add(word)
    return {form: sorted(found, key=lexicon.frequency, reverse=True) for form, found in sorted(words.items()) if len(found) > 1}


def _forms(word: str) -> Iterator[str]:
    return map("".join, itertools.product(*(_READ.get(letter, letter) for letter in word)))


if __name__ == "__main__":
    for form, words in alike(lexicon(sys.argv[1])).items():
        print(f"{form}: {' '.join(words)}")
