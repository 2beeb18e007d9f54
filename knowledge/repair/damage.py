"""Is a text damaged at all, and in which written standard is it? Decided before any word is changed."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.repair.candidates import Candidate, Candidates
from knowledge.repair.confusions import NORWEGIAN, Readings
from knowledge.repair.tokens import Token

EXPECTED_SHARE = 0.022
"""æ, ø and å among the letters of Norwegian prose, in either written standard."""
DAMAGED_BELOW = 0.6
"""A text with less than this part of the expected share may be damaged."""
FEWEST_SIGNS, SMALLEST_SHARE = 3, 0.02
"""So many words, and that share of all, must be none as they stand and common ones with æ, ø or å."""
SURE = 7.0
"""A candidate leads the token as it stands by this natural logarithm before it counts as a sign."""
ONLY_NYNORSK = frozenset(("ikkje", "ein", "eit", "dei", "kva", "korleis", "kvar", "meir", "vere", "vera", "ho", "nokon", "noko", "saman"))
ONLY_BOKMAAL = frozenset(("ikke", "en", "et", "hva", "hvordan", "hver", "mer", "ble", "hun", "noen", "noe", "sammen", "kun", "hvor"))
"""Frequent words of one written standard that the damage leaves as they are."""


@dataclass(frozen=True)
class Finding:
    """What a text shows. `share`: of æ, ø, å among its letters, 0 to 1; `signs`: of its `words`, how many are words only when repaired."""

    share: float
    signs: int
    words: int

    @property
    def damaged(self) -> bool:
        """Too few Norwegian letters, and enough words that miss them."""
        few = self.share < EXPECTED_SHARE * DAMAGED_BELOW
        return few and self.signs >= max(FEWEST_SIGNS, SMALLEST_SHARE * self.words)


def norwegian_share(text: str) -> float:
    """The share of æ, ø and å among the letters, 0 to 1."""
    letters = [character for character in text.lower() if character.isalpha()]
    return sum(letter in NORWEGIAN for letter in letters) / max(len(letters), 1)


def has_enough_letters(text: str) -> bool:
    """Whether a text has as many æ, ø and å as sound Norwegian: then nothing else need be looked at."""
    return norwegian_share(text) >= EXPECTED_SHARE * DAMAGED_BELOW


def written_standard(tokens: list[Token]) -> str:
    """nb or nn, by the frequent words of only one of the two."""
    forms = [token.form for token in tokens]
    nynorsk, bokmaal = (sum(form in words for form in forms) for words in (ONLY_NYNORSK, ONLY_BOKMAAL))
    return "nn" if nynorsk > bokmaal else "nb"


def examine(text: str, tokens: list[Token], candidates: Candidates) -> tuple[Finding, Readings]:
    """What the text shows, and how its letters were read, counted from its clear cases."""
    counted, signs = Readings().counted, 0
    words = [token for token in tokens if not token.fixed and token.text[0].isalpha()]
    for token in words:
        best, *others = candidates.of(token)
        if best.word == token.text.lower() or not _is_clear(best, others):
            continue
        signs += any(meant in NORWEGIAN for meant, _ in best.reading)
        counted.update((meant, read) for meant, read in best.reading if meant != read)
    for letter in NORWEGIAN:
        counted[letter, letter] = text.lower().count(letter)
    counted["å", "&"] = sum(token.text == "&" for token in tokens)
    return Finding(norwegian_share(text), signs, len(words)), Readings(counted)


def _is_clear(best: Candidate, others: list[Candidate]) -> bool:
    return all(best.score - other.score > SURE or not other.known for other in others)
