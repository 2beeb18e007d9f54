"""Sources, sections and verbatim quotes."""

from __future__ import annotations

from pathlib import Path

from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change

MONEY = "knowledge/entries/money.yml"


def test_changed_quote_is_found(project: Path) -> None:
    change(project, MONEY, "Staten dekker inntil 22,5 mill.", "Staten betaler inntil 22,5 mill.")
    assert findings(project) == [
        f"{MONEY}:22: sitatet står ikke ordrett i brevet: «Staten betaler inntil 22,5 mill. kroner per år» "
        "Kopier det fra knowledge/letters/brev-2020.md."
    ]


def test_quote_may_cross_a_line_break_of_the_letter(project: Path) -> None:
    change(project, MONEY, "22,5 mill. kroner per år\n", "22,5 mill. kroner per år over kap. 761.\n")
    assert findings(project) == []


def test_quote_under_another_heading_is_found(project: Path) -> None:
    change(project, MONEY, "section: Ressurser", "section: Opplegg")
    assert findings(project) == [f"{MONEY}:21: sitatet står under «Ressurser», ikke «Opplegg». Skriv «Ressurser» i section."]


def test_unknown_source_is_found(project: Path) -> None:
    change(project, MONEY, "source: brev-2020", "source: brev-2019")
    assert f"{MONEY}:20: kilden «brev-2019» finnes ikke. Bruk en av disse: brev-2020." in findings(project)


def test_answer_without_citation_is_found(project: Path) -> None:
    citations = """    citations:
      - source: brev-2020
        section: Opplegg
        quote: Det er planlagt seks samlinger over ett år, med 20 deltakere fra kommunene og 20 deltakere fra sykehusene.
"""
    change(project, "knowledge/entries/places.yml", citations, "    citations: []\n")
    assert "knowledge/entries/places.yml:16: svaret har ingen kilde. Legg inn minst ett sitat fra et brev." in findings(project)
