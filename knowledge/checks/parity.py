"""Check that both written standards say the same: the same numbers, amounts and dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from knowledge.checks.material import Material, entry_file
from knowledge.checks.problem import Problem
from knowledge.checks.values import find_values
from knowledge.entries import Entry


def check_parity(material: Material) -> Iterator[Problem]:
    """Fields whose Bokmål and Nynorsk have different values; the line is that of the Nynorsk text."""
    for entry in material.entries.values():
        for where, by_standard in _fields(entry):
            nb, nn = (Counter(found.value for found in find_values(by_standard[standard])) for standard in ("nb", "nn"))
            if nb != nn:
                differences = [
                    f"bare {name} har {', '.join(extra)}" for name, extra in (("bokmål", nb - nn), ("nynorsk", nn - nb)) if extra
                ]
                message = f"de to målformene har ikke de samme tallene: {'; '.join(differences)}. Rett den som er feil."
                yield Problem(entry_file(entry), entry.document.line(*where, "nn"), message)


def _fields(entry: Entry) -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    yield ("title",), entry.title
    yield ("question",), entry.question
    for programme, answer in entry.answers.items():
        yield ("answers", programme), answer.text
        if answer.brief:
            yield ("answers", programme, "brief"), answer.brief
