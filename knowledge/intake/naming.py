"""The id and the short titles of a draft."""

from __future__ import annotations

import re

from knowledge.intake.errors import IntakeError
from knowledge.intake.guesses import NOT_STATED, Guess
from knowledge.intake.vocabulary import KINDS, LETTER, NEWS, YEAR

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID = 60
TITLE_WORDS = 3
_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "é": "e", "ö": "o", "ä": "a", "ü": "u"})


def guessed_id(guesses: dict[str, Guess]) -> str:
    """An id as the letters have: kind or title, year, number of the supplement."""
    kind, title = guesses["kind"].value, guesses["title"].value
    year = (YEAR.search(guesses["date"].value) or YEAR.search(title) or [""])[0]
    supplement = re.search(r"tillegg (?:til .*?)?(?:nr\.? ?)?(\d{1,2})\b", title, re.IGNORECASE)
    named = kind if kind not in (*LETTER, *NEWS) else " ".join(title.split()[:TITLE_WORDS])
    if kind == "tillegg til tildelingsbrev":
        named, year = "tildelingsbrev", f"{year} tillegg {supplement[1]}" if supplement else f"{year} tillegg"
    words = re.sub(r"[^a-z0-9]+", "-", f"{named} {year}".lower().translate(_PLAIN)).strip("-")
    return words[:LONGEST_ID].strip("-") or "brev"


def checked_id(wanted: str) -> str:
    """The id as wanted. Raises IntakeError when it cannot be a file name and an address."""
    if not ID.fullmatch(wanted) or len(wanted) > LONGEST_ID or not wanted.islower():
        raise IntakeError(f"«{wanted}» kan ikke være et brevs id. Bruk små bokstaver a–z, tall og bindestrek, som tildelingsbrev-2027.")
    return wanted


def short_titles(guesses: dict[str, Guess]) -> dict[str, str]:
    """Short titles by written standard, from kind, sender and year."""
    kind, sender = guesses["kind"].value, guesses["sender"].value
    year = YEAR.search(guesses["date"].value)
    names = next(((nb, nn) for _, nb, nn in (*KINDS, ("", *LETTER), ("", *NEWS)) if kind in (nb, nn)), (kind, kind))
    titles = {}
    for standard, name, from_ in (("nb", names[0], "fra"), ("nn", names[1], "frå")):
        known = sender not in NOT_STATED.values()
        titles[standard] = name.capitalize() + (f" {from_} {sender}" if known else "") + (f" ({year[0]})" if year else "")
    return titles
