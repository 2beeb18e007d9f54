"""Find numbers, amounts and dates in a Norwegian text, whether in digits or words, in one comparable form.

22,5 mill. and 22,5 millioner are both "22500000"; 15. januar is "15.1."; høsten and hausten are both "høst"; seks is "6".
Not values: ordinals in words, and to, en, ein, ett, eitt but before a span of time ("over ett år", "to dager"), since they
mostly are plain words. What a value counts is its unit ("dag", "studiepoeng", "kron"), a year's unit is its season.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_UNDER_TEN = {"tre": 3, "fire": 4, "fem": 5, "seks": 6, "sju": 7, "syv": 7, "åtte": 8, "ni": 9}
_TEENS = {
    "ti": 10,
    "elleve": 11,
    "tolv": 12,
    "tretten": 13,
    "fjorten": 14,
    "femten": 15,
    "seksten": 16,
    "sytten": 17,
    "atten": 18,
    "nitten": 19,
}
_TENS = {"tjue": 20, "tyve": 20, "tretti": 30, "tredve": 30, "førti": 40, "femti": 50, "seksti": 60, "sytti": 70, "åtti": 80, "nitti": 90}
_UNITS = {"en": 1, "én": 1, "ein": 1, "ett": 1, "eitt": 1, "to": 2} | _UNDER_TEN
_LARGE = {"hundre": 100, "tusen": 1000}
_WORDS = _UNDER_TEN | _TEENS | _TENS | _LARGE | {ten + unit: _TENS[ten] + _UNITS[unit] for ten in _TENS for unit in _UNITS}
_SCALES = {"tusen": 1_000, "mill": 1_000_000, "milliard": 1_000_000_000}
_MONTHS = ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember")
_SEASONS = {"vår": "vår", "sommer": "sommer", "sommar": "sommer", "høst": "høst", "haust": "høst", "vinter": "vinter"}

_SPANS = r"(?:år\b|år[ae]\b|dag|døgn|uke|veke|måned|månad|semester|samling)"
_UNITS_OF_VALUES = {  # what is counted, by the beginning of the word
    "studiepoeng": "studiepoeng",
    "samling": "samling",
    "dag": "dag|døgn",
    "uke": "uke|uka|veke|veka",
    "måned": "måned|månad",
    "år": r"år(?:et|a|ene|s)?\b|årig",
    "time": "time|timar",
    "semester": "semester",
    "deltaker": "deltak|deltag",
    "plass": "plass",
    "klasse": "klasse|klassa",
    "person": "person",
    "krone": r"kron|kr\b",
    "fremmed valuta": "euro|dollar|pund",
    "prosent": "prosent|%",
}
_RATES = {"månad": "måned", "veke": "uke", "deltag": "deltak"}
_AFTER = "|".join(f"(?P<u{number}>{words})" for number, words in enumerate(_UNITS_OF_VALUES.values()))
_UNIT_AFTER = re.compile(rf"(?:\s?(?:til|–|-|eller)\s?\w+)??(?:\s\w+)??[\s-]?(?:{_AFTER})", re.IGNORECASE)
_UNIT = "-?(?:års?|årig|dag|time|tima|uke|veke|måned|månad)[a-zæøå]*"  # treårig, tredagers
_LONGEST_FIRST = "|".join(sorted(_WORDS, key=len, reverse=True))
_VALUE = re.compile(
    rf"""
      \b(?P<iso_year>\d{{4}})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)\b
    | \b(?P<day>\d{{1,2}})\.(?P<month_number>\d{{1,2}})\.(?P<year>\d{{4}})\b
    | \b(?P<day_of>\d{{1,2}})\.\s?(?P<month>{"|".join(_MONTHS)})\b
    | \b(?P<time>\d{{1,2}}:\d\d)\b
    | (?P<number>\d{{1,3}}(?:[\s.]\d{{3}}(?!\d))+(?:,\d+)?|\d+(?:[.,]\d+)?)(?:\s?(?P<scale>tusen|milliard|mill)[a-zæøå]*(?:\.(?=\skr))?)?
    | \b(?P<month_alone>{"|".join(_MONTHS)})\b
    | \b(?P<season>{"|".join(_SEASONS)})(?:en\b|(?=\s\d{{4}}))
    | \b(?P<word>{_LONGEST_FIRST})(?:\s(?P<word_scale>tusen|milliard|mill)[a-zæøå]*|(?P<unit_inside>{_UNIT}))?\b
    | \b(?P<small>én|en|ett|ein|eitt|to)(?=(?:\s(?:til|eller)\s\w+)?(?:\s\w+)?\s{_SPANS})
    | \bper\s(?P<rate>år|semester|måned|månad|uke|veke|dag|time|deltak|deltag|person|kull|klasse)\w*
    | \b(?P<large>million|milliard)(?:er|ar)?\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Value:
    """A number or date: as it is `written`, its comparable `value`, its `unit` ("" when none is told) and where it starts."""

    written: str
    value: str
    unit: str = ""
    start: int = 0


def find_values(text: str) -> list[Value]:
    """All values of a text, in order."""
    found: list[Value] = []
    season = ""
    for match in _VALUE.finditer(text):
        for written, value in _values(match):
            unit = season if re.fullmatch(r"\d{4}", value) else _unit(text, match)
            found.append(Value(written, value, unit, match.start()))
        season = _season_before_year(text, match)
    return found


def _season_before_year(text: str, match: re.Match[str]) -> str:
    followed = re.match(r"\s\d{4}\b", text[match.end() :])
    return _SEASONS[match["season"].lower()] if match["season"] and followed else ""


def _unit(text: str, match: re.Match[str]) -> str:
    if match["rate"]:
        return _RATES.get(match["rate"].lower(), match["rate"].lower())
    if not any(match[kind] for kind in ("number", "word", "small", "large")):
        return ""
    after = _UNIT_AFTER.match(match["unit_inside"]) if match["unit_inside"] else _UNIT_AFTER.match(text, match.end())
    names = list(_UNITS_OF_VALUES)
    return names[next(index for index in range(len(names)) if after[f"u{index}"])] if after else ""


def _values(match: re.Match[str]) -> list[tuple[str, str]]:
    part, written = {key: found.lower() for key, found in match.groupdict().items() if found}, match[0]
    if "iso_day" in part:
        return [(written, f"{int(part['iso_day'])}.{int(part['iso_month'])}."), (written, part["iso_year"])]
    if "day" in part:
        return [(written, f"{int(part['day'])}.{int(part['month_number'])}."), (written, part["year"])]
    if "day_of" in part:
        return [(written, f"{int(part['day_of'])}.{_MONTHS.index(part['month']) + 1}.")]
    if "season" in part:
        return [(written, _SEASONS[part["season"]])]
    if "number" in part:
        return [(written, _scaled(_decimal(part["number"]), part.get("scale")))]
    if "word" in part:
        return [(written, _scaled(Decimal(_WORDS[part["word"]]), part.get("word_scale")))]
    if "small" in part:
        return [(written, str(_UNITS[part["small"]]))]
    if "large" in part:
        return [(written, str(_SCALES["mill" if part["large"] == "million" else "milliard"]))]
    if "rate" in part:
        return [(written, "per")]
    return [(written, part.get("time") or part["month_alone"])]


def _decimal(digits: str) -> Decimal:
    grouped = re.fullmatch(r"\d{1,3}(?:[\s.]\d{3})+(,\d+)?", digits)
    whole = re.sub(r"[\s.]", "", digits) if grouped else digits
    return Decimal(whole.replace(",", "."))


def _scaled(number: Decimal, scale: str | None) -> str:
    value = number * _SCALES[scale] if scale else number
    return f"{value.normalize():f}"
