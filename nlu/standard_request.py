"""An explicit wish for a written standard in a message: "svar på nynorsk", "på bokmål, takk: hva koster det?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

STANDARDS = {"bokmål": "nb", "bokmal": "nb", "nynorsk": "nn"}
_NAME = r"(?P<name>bokmål|bokmal|nynorsk)"
_POLITE = (
    r"(?:(?:kan|kunne|vil|kunne) du (?:ikke|ikkje)?\s*|(?:vær|ver) (?:så )?(?:snill|grei|venleg|vennlig) (?:og|å) |"
    r"please |helst |gjerne |men |og |å )*"
)
_VERB = (
    r"(?:svare?|skrive?|snakke?|bytte?|bruke?|forklare?|prate?|skifte?|oversette?|omsette?|ta (?:det|svaret)|"
    r"gi (?:meg )?svaret?|gje (?:meg )?svaret?|(?:si|sei) det)"
)
_AFTER = (
    r"(?:\s+(?:til meg|takk|da|då|please|er du snill|no|nå|heretter|frå no av|fra nå av|i staden|i stedet|"
    r"om du kan|hvis du kan|viss du kan))*"
)
_THANKS = r"(?:\s*takk\b[.,:;!]*)?"
_WISH = re.compile(
    rf"(?:^|(?<=[.,:;!?\n–-]))\s*{_POLITE}{_VERB}(?:\s+\w+){{0,4}}?\s+(?:(?:på|til)\s+)?{_NAME}\b{_AFTER}\s*(?:[.,:;!?]+{_THANKS}|$)", re.I
)
_BARE = re.compile(rf"(?:^|(?<=[.,:;!?\n–-]))\s*{_POLITE}(?:på\s+)?{_NAME}\b{_AFTER}\s*(?:[.,:;!]+{_THANKS}|$)", re.I)
_INSIDE = re.compile(
    rf"(?:\b(?:jeg|eg|æ)\s+(?:vil|ønsker|ønskjer|foretrekker|føretrekkjer)\s+(?:\w+\s+){{0,2}}?(?:ha\s+)?)?"
    rf"(?<!jeg )(?<!eg )(?<!man )(?<!ein )\bsvare?(?:\s+\w+){{0,3}}?\s+på\s+{_NAME}\b{_AFTER}",
    re.I,
)
_POLITENESS = re.compile(r"(?:(?:takk|er du (?:snill|grei)|ver så (?:snill|venleg)|vær så snill|hei|please)[ ,.!?]*)+", re.I)
_ABOUT_STUDIES = re.compile(r"\b(?:eksamen|oppgave\w*|oppgåve\w*|innlever\w*|arbeidskrav\w*|pensum)\b", re.I)


@dataclass(frozen=True)
class StandardRequest:
    """`standard`: nb or nn. `rest`: the message without the wish, empty when it was nothing else."""

    standard: str
    rest: str


def _clause(text: str, match: re.Match[str]) -> str:
    """The clause of a match with what stands right before and after it."""
    before = re.split(r"[.:;!?\n]", text[: match.end("name")])[-1]
    return before + re.split(r"[.:;!?\n]", text[match.end("name") :])[0]


def find_request(text: str) -> StandardRequest | None:
    """The wish in a message, or None. Questions about the language of exams and papers are no wish."""
    for pattern in (_WISH, _BARE, _INSIDE):
        match = pattern.search(text)
        if match and not _ABOUT_STUDIES.search(_clause(text, match)):
            rest = f"{text[: match.start()]} {text[match.end() :]}".strip(" .,:;!–-\n").lstrip("? ")
            return StandardRequest(STANDARDS[match["name"].lower()], rest if len(rest) > 2 and not _POLITENESS.fullmatch(rest) else "")
    return None
