"""The words by which a letter's parts are known: kinds of letters, dates, references."""

from __future__ import annotations

import re

KINDS: tuple[tuple[str, str, str], ...] = (
    (r"(?:tillegg til|suppler[ae]nde) tildelingsbrev", "tillegg til tildelingsbrev", "tillegg til tildelingsbrev"),
    (r"tildelingsbrev", "tildelingsbrev", "tildelingsbrev"),
    (r"oppdragsdokument", "oppdragsdokument", "oppdragsdokument"),
    (r"oppdragsbrev", "oppdragsbrev", "oppdragsbrev"),
    (r"høringsnotat|høyringsnotat", "høringsnotat", "høyringsnotat"),
    (r"høringsbrev|høyringsbrev|høring|høyring", "høringsbrev", "høyringsbrev"),
    (r"rundskriv", "rundskriv", "rundskriv"),
    (r"protokoll", "protokoll", "protokoll"),
    (r"pressemelding|nyhet|nyheit", "nyhet", "nyheit"),
)  # fmt: skip
"""Pattern, the kind's name in Bokmål and in Nynorsk; the first that fits counts."""
LETTER, NEWS = ("brev", "brev"), ("nyhet", "nyheit")
KIND_WORDS = re.compile("|".join(pattern for pattern, _, _ in KINDS), re.IGNORECASE)
REFERENCE = re.compile(
    r"\b(?:deres|vår|dykkar|arkiv|saks)\W{0,3}(?:ref|nr|nummer|dato)|\bsaksbe(?:handler|handlar)\b|\bdato\b", re.IGNORECASE
)
MONTHS = ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember")
DATE = re.compile(
    rf"(?:[A-ZÆØÅ][a-zæøå]+,? (?:den )?)?(?P<day>\d{{1,2}})\. ?(?P<month>{'|'.join(MONTHS)}) (?P<year>(?:19|20)\d\d)"
    r"|(?P<day2>\d{1,2})\.(?P<month2>\d{1,2})\.(?P<year2>(?:19|20)\d\d)|(?P<year3>(?:19|20)\d\d)-(?P<month3>\d\d)-(?P<day3>\d\d)",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
