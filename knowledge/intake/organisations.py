"""Names of public bodies in a text: by how such names are made, not by a list of all of them."""

from __future__ import annotations

import re

_NAMES = (
    r"(?:[A-ZÆØÅ][\wæøå]*-? (?:og|for) )?[A-ZÆØÅ][a-zæøå]*-? ?(?:og [a-zæøå]+)?departementet",
    r"[A-ZÆØÅ][a-zæøå]*direktoratet(?: for [a-zæøå]+(?: og [a-zæøå]+)?)?",
    r"Direktoratet for [a-zæøå]+(?: og [a-zæøå]+)*",
    r"Helse (?:Vest|Nord|Sør-Øst|Midt-Norge)(?: RHF)?",
    r"Statsforvalt(?:eren|aren) i [A-ZÆØÅ][\w-]+(?: og [A-ZÆØÅ][\w-]+)*",
    r"[A-ZÆØÅ][a-zæøå]+tilsynet",
    r"Folkehelseinstituttet|Handelshøyskolen BI|Statsministerens kontor|Riksrevisjonen|Norsk helsenett",
    r"KS(?![\wæøå-])",
    r"[A-ZÆØÅ][\wæøå-]+ (?:fylkes)?kommune",
)
_NAME = re.compile(rf"(?<![\wæøå])(?:{'|'.join(_NAMES)})")

_CAPITALS = re.compile(r"(?:DE[TI] KONGEL[IE]GE )?((?:[A-ZÆØÅ]+- OG )?[A-ZÆØÅ]+(?:DEPARTEMENT|DIREKTORAT))(?:ET)?(?![\wæøå])")
"""As letterheads print them: DET KONGELIGE HELSE- OG OMSORGSDEPARTEMENT."""


def organisations(text: str) -> list[str]:
    """The names in order of appearance, each once, in ordinary letters; white space folded."""
    return list(dict.fromkeys(match[0] for match in _NAME.finditer(_ordinary(text))))


def is_organisation(text: str) -> bool:
    """Whether the text is the name of one, or begins an address with it."""
    return any(_NAME.fullmatch(_ordinary(part)) is not None for part in (text, text.split("\n")[0]))


def _ordinary(text: str) -> str:
    return _CAPITALS.sub(lambda match: match[1].capitalize() + "et", " ".join(text.split()))
