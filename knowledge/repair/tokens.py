"""Cut a text into tokens that know where they stand; addresses and dotted abbreviations are left out of repair."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNTOUCHED = re.compile(
    r"""\S*(?:@|://|www\.)\S*                    # e-mail and web addresses
    | \b[\w-]+(?:\.[\w-]+)*\.(?:no|com|org|net|eu|pdf|docx?|xlsx?)\b\S*  # addresses without www, file names
    | \b(?:[^\W\d_]{1,4}\.){2,}                  # bl.a., f.eks., e.f.
    | \bbl\.\s?a\.""",
    re.VERBOSE | re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+|&|[.?!:;,()/«»-]")
_INFINITIVE = re.compile(r"\s+[«(]?[a-zæøå]")
_ENDS_SENTENCE = frozenset(".?!:")


@dataclass(frozen=True)
class Token:
    """A word, number, sign or mark: `start` is its offset in the text, `line` counts from 1.

    `fixed`: it is no word, or part of an address or abbreviation, and stays as it is. `opens`: it begins a sentence or a line item.
    """

    text: str
    start: int
    line: int
    fixed: bool
    opens: bool

    @property
    def form(self) -> str:
        """What neighbours see of it: lower case, numbers as one, marks as they are."""
        return "#" if self.text[0].isdigit() and self.text.isdigit() else self.text.lower()


def cut(text: str) -> list[Token]:
    """The tokens of a text in order, marks included."""
    kept = [match.span() for match in _UNTOUCHED.finditer(text)]
    tokens: list[Token] = []
    line, counted, opens, index = 1, 0, True, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", counted, match.start())
        opens = opens or "\n\n" in text[counted : match.start()].replace("\r", "")
        counted = match.start()
        while index < len(kept) and kept[index][1] <= match.start():
            index += 1
        masked = index < len(kept) and kept[index][0] <= match.start()
        fixed = masked or not _may_be_word(match[0]) or (match[0] == "&" and _INFINITIVE.match(text, match.end()) is None)
        tokens.append(Token(match[0], match.start(), line, fixed, opens))
        opens = match[0] in _ENDS_SENTENCE or (opens and not match[0][0].isalnum())
        counted = match.start()
    return tokens


def _may_be_word(text: str) -> bool:
    if text == "&":
        return True
    digits = [character for character in text if not character.isalpha()]
    return len(digits) < len(text) and set(digits) <= {"0"} and len(digits) <= 1
