"""Mutations of real entries: small faults as an editor, a conversion or a bad copy makes them, each with the lines it stands on.

Left out, since no check of texts can see them:
* a quote dropped whose every telling word another quote of the same answer has too: nothing in the answer is left without source;
* a number, date or name swapped for one that the same answer's quotes have with the same unit (15. januar has no second date to
  swap with, but "Helsedirektoratet" and "KS" often share a quote): the texts agree, only a reader of the letter knows;
* a denial dropped in both standards from a sentence of the editor's own ("Å være i målgruppen er ikke et løfte om plass"): it is no
  statement of a letter that could be compared; dropped in one standard it is seen, and in both after "brevet sier";
* a title of one or two words in the other standard ("Studiepoeng", "Bakgrunn" are right in both), and a brief that is the same in both;
* a misspelling that happens to be another word, right by the word list or made of two that are ("ledere" → "lederer").
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

from knowledge.entries import Entry, load_entries
from tests.knowledge.checks.entry_source import Maker
from tests.knowledge.checks.mutated_citations import (
    change_letter,
    change_quotes,
    drop_citation,
    drop_word,
    name_wrong_section,
    name_wrong_source,
    swap_neighbours,
)
from tests.knowledge.checks.mutated_form import (
    break_yaml,
    contradict_in_brief,
    drop_title,
    flip_status,
    lengthen,
    relate_wrongly,
    swap_programmes,
    write_twice,
)
from tests.knowledge.checks.mutated_words import (
    DIGITS,
    NAMES,
    SEASONS,
    UNITS,
    WORDS,
    call_free,
    change_numbers_in_both,
    change_years,
    drop_denial_in_both,
    drop_denial_in_one,
    misspell,
    swap_words,
    write_in_other_standard,
)


@dataclass(frozen=True)
class Mutation:
    """One fault: the entry's topic, the whole changed file, the lines where the fault may be told, and what was done."""

    kind: str
    topic: str
    source: str
    lines: range
    what: str


def make_mutations(folder: Path, seed: int, number: int) -> list[Mutation]:
    """So many mutations, as many of each kind, none twice, from all entries of the folder."""
    chance = random.Random(seed)
    found: list[Mutation] = []
    entries = {topic: (entry, (folder / f"{topic}.yml").read_text(encoding="utf-8")) for topic, entry in load_entries(folder).items()}
    kinds = list(KINDS)
    possible = {kind: chance.sample(each := _all_of(kind, entries, chance), len(each)) for kind in kinds}
    seen: set[str] = set()
    while len(found) < number and any(possible.values()):
        for kind in kinds:
            mutation = possible[kind].pop() if possible[kind] else None
            if mutation and mutation.source not in seen and len(found) < number:
                seen.add(mutation.source)
                found.append(mutation)
    return found


def _all_of(kind: str, entries: dict[str, tuple[Entry, str]], chance: random.Random) -> list[Mutation]:
    return [
        Mutation(kind, _topic(changed), changed, lines, what)
        for entry, source in entries.values()
        for changed, lines, what in KINDS[kind](entry, source, chance)
        if changed != source
    ]


def _topic(source: str) -> str:
    found = re.search(r"^topic: (\w+)", source, re.MULTILINE)
    assert found
    return found[1]


KINDS: dict[str, Maker] = {
    "number in digits, one standard": swap_words(DIGITS, "one"),
    "number in words, one standard": swap_words(WORDS, "one"),
    "number, both standards": change_numbers_in_both,
    "amount scaled": swap_words({"22,5": "225"}, "both"),
    "unit changed": swap_words(UNITS, "one"),
    "season changed": swap_words(SEASONS, "one"),
    "year changed": change_years,
    "quote: one letter": change_quotes(change_letter),
    "quote: a word dropped": change_quotes(drop_word),
    "quote: word order": change_quotes(swap_neighbours),
    "citation dropped": drop_citation,
    "citation of another letter": name_wrong_source,
    "citation of another section": name_wrong_section,
    "nb in the nn field": write_in_other_standard("nn"),
    "nn in the nb field": write_in_other_standard("nb"),
    "called free": call_free,
    "denial dropped, one standard": drop_denial_in_one,
    "denial dropped, both standards": drop_denial_in_both,
    "name changed, one standard": swap_words(NAMES, "one"),
    "name changed, both standards": swap_words(NAMES, "both"),
    "status flipped": flip_status,
    "brief contradicts": contradict_in_brief,
    "programmes swapped": swap_programmes,
    "title missing": drop_title,
    "related topic unknown": relate_wrongly,
    "topic written twice": write_twice,
    "spelling": misspell,
    "broken YAML": break_yaml,
    "too long": lengthen,
}
