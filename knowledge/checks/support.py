"""Check that what an answer claims out of the letters stands in its own quotes: words of the letters, names, organisations.

A word that some letter uses, but none of the answer's quotes, is a claim without its source: either the quote is missing
or the claim is not the letters'. Sentences that deny ("brevet sier ikke …") claim nothing and are left out, names are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from knowledge.checks.material import Material, entry_file
from knowledge.checks.problem import Problem
from knowledge.checks.stems import WORD, stem, stems
from knowledge.checks.texts import line_of
from knowledge.checks.values import find_values
from knowledge.entries import STANDARDS, Answer, Entry

_EVERYDAY = """
    alle andre annet antall arbeidsgivar arbeidsgiver av avgjøre avtale ba bad bakgrunn bare be begge blant ble blei bli blir blitt brev
    bruk bruke bygge både båe da dag dagens de dekke del deltaker deltakere denne departementet der det dette disse du eg ei ein eit
    eitt eller en endring enn er et etat ett etter finne flere for fordi fra framover fremover frå får først første ga gang gi gir
    gjelde gjelder gjennom gjennomføre grad ha ham han har hele helse hva hver hvilke hvilken hvor hvordan høg høgt høre høyt i ikke
    ikkje ingen inn innen kan kom kombinasjon kombinere kommer kommune kommunen kommunene kunne kunnet la lag lage leder ledere legge
    leiarar les lik man mange med meg mellom mellomleder mellomledere mellomlederutdanning men mer mindre mogleg mulig mye mykje må
    målgruppe måte nasjonal nei no nok nye nyhet nytt nå når også om omsorg opp oss over per personer planen program programma
    programmet på sagt sak saman samme sammen sammenheng samt seie seier seks sektor selv si sier sin skal skisse skulle slik som
    stilling stå står svar så ta tar til tilbud tillegg tittel to toppleder toppledere topplederprogram topplederutdanning ulike under
    utdanning utdanningen utvikle var ved vere vi videre vil ville vise viser vist være vært år ønske
"""
EVERYDAY = frozenset(map(stem, _EVERYDAY.split()))
LONGEST_NAME = 40
ABBREVIATES = {"RHF": ("regional", "helsef"), "HOD": ("omsorgsdepartement",)}  # what must be quoted for the short form
SPELT_OUT = {"HOD": "Helse- og omsorgsdepartementet"}
_CLAUSE = re.compile(r"(?<=[.!?;:])\s+|\n|,\s(?=men\b|så\b)")
DENIAL = re.compile(r"\b(?:ikke|ikkje|ingen|inga|verken|korkje)\b", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\w*(?:direktoratet|departementet|tilsynet|forvalteren|forvaltaren|fylkesmannen|ombudet|verket|instituttet|universitetet"
    r"|høyskolen|høgskolen|høgskulen|etaten|selskapet|forbundet|foreningen|foreininga|stiftelsen|stiftinga|senteret|banken|rådet)s?",
    re.IGNORECASE,
)
_WORD_OF_ORGANISATION = re.compile(rf"(?<![\w-])(?:[\w-]+-\sog\s)?{_ORGANISATION.pattern}(?!\w)", re.IGNORECASE)
_NAME = re.compile(r"(?<![.!?:–»«(]\s)(?<![«(–\n])(?<!^)(?<![\w-])[A-ZÆØÅ][\w-]*|(?<![\w-])[A-ZÆØÅ]{2,}[\w-]*")
_ENDING_OF_NAME = re.compile(r"(?:-(?:ene|a|en|et|ar|er)|(?<=[a-zæøå]{4})s)$")


def check_support(material: Material) -> Iterator[Problem]:
    """Names and words of the letters that an answer or its brief uses and none of its quotes has."""
    of_letters = _words_of_letters(tuple(letter.text for letter in material.letters.values()))
    for entry in material.checked:
        for programme, answer in entry.answers.items():
            if material.unread_letters & {citation.source for citation in answer.citations}:
                continue
            quoted = _quoted(material, answer)
            for field, texts in (((), answer.text), (("brief",), answer.brief)):
                for standard in STANDARDS if texts else ():
                    where = ("answers", programme, *field, standard)
                    yield from _check_text(material, entry, where, texts[standard], quoted, of_letters)


@lru_cache(maxsize=8)
def _words_of_letters(texts: tuple[str, ...]) -> frozenset[str]:
    words = {key: word for text in texts for key, word in stems(text).items()}
    return frozenset(key for key, word in words.items() if not find_values(word)) - EVERYDAY  # `grounding` looks at numbers and dates


def _quoted(material: Material, answer: Answer) -> frozenset[str]:
    """Stems of the quotes, of what they shorten, and of what the front matter of the cited letters says of its title and kind."""
    cited = [material.letters[c.source] for c in answer.citations if c.source in material.letters]
    titles = [text for letter in cited for text in (letter.title, letter.kind, *letter.short_title.values())]
    quotes = [citation.quote for citation in answer.citations]
    known = " ".join((*titles, *quotes))
    shortened = [short for short, words in ABBREVIATES.items() if all(word in known.lower() for word in words)]
    spelt_out = [name for short, name in SPELT_OUT.items() if short in known]
    return frozenset(found for text in (known, *shortened, *spelt_out) for found in (*stems(text), *_whole_stems(text)))


def _whole_stems(text: str) -> list[str]:
    return [stem(bare_name(word), LONGEST_NAME) for word in WORD.findall(text)]


def names(text: str) -> list[re.Match[str]]:
    """Words with a capital inside a sentence, and organisations wherever they stand."""
    return sorted([*_NAME.finditer(text), *_WORD_OF_ORGANISATION.finditer(text)], key=lambda match: match.start())


def bare_name(name: str) -> str:
    """A name without genitive s and the ending of an abbreviation: "Helsedirektoratets", "RHF-ene"."""
    return _ENDING_OF_NAME.sub("", name)


def _check_text(
    material: Material, entry: Entry, where: tuple[str, ...], text: str, quoted: frozenset[str], of_letters: frozenset[str]
) -> Iterator[Problem]:
    told: set[str] = set()
    for kind, word, start in (*_foreign_names(text, quoted), *_unquoted_words(text, quoted, of_letters)):
        if word not in told:
            told.add(word)
            yield Problem(entry_file(entry), line_of(material, entry, where, word, text[:start]), kind.format(word))


_FOREIGN = "navnet «{}» står ikke i noen av sitatene. Rett navnet, eller legg inn sitatet som nevner det."
_UNQUOTED = "«{}» står i brevene, men ikke i noen av sitatene her. Legg inn sitatet som sier det, eller skriv det om."


def _foreign_names(text: str, quoted: frozenset[str]) -> Iterator[tuple[str, str, int]]:
    for match in names(text):
        for word in WORD.finditer(match[0]):
            a_name = word[0][0].isupper() or _ORGANISATION.fullmatch(word[0])
            if a_name and stem(bare_name(word[0]), LONGEST_NAME) not in quoted and stem(word[0]) not in EVERYDAY:
                yield _FOREIGN, word[0], match.start() + word.start()


def _unquoted_words(text: str, quoted: frozenset[str], of_letters: frozenset[str]) -> Iterator[tuple[str, str, int]]:
    for start, clause in claims(text):
        for word in WORD.finditer(clause):
            if stem(word[0]) in of_letters - quoted:
                yield _UNQUOTED, word[0], start + word.start()


def claims(text: str) -> Iterator[tuple[int, str]]:
    """The clauses that claim something, each with where it starts: those without a denial."""
    start = 0
    for mark in [*_CLAUSE.finditer(text), None]:
        clause = text[start : mark.start() if mark else len(text)]
        if not DENIAL.search(clause):
            yield start, clause
        start = mark.end() if mark else start
