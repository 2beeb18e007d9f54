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
    change(project, MONEY, "22,5 mill. kroner per år\n", "22,5 mill. kroner per år, over kap. 761.\n")
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


def test_quote_that_is_cut_off_is_found(project: Path) -> None:
    change(project, MONEY, "quote: Staten dekker inntil 22,5 mill. kroner per år", "quote: dekker inntil 22,5 mill. kroner per år")
    assert (
        f"{MONEY}:22: sitatet begynner eller slutter midt i en setning: «dekker inntil 22,5 mill. kroner per år» Ta med hele setningen."
        in findings(project)
    )


def test_quote_of_another_letter_is_told_with_that_letter(project: Path) -> None:
    letter = (project / "knowledge/letters/brev-2020.md").read_text(encoding="utf-8")
    other = letter.replace("id: brev-2020", "id: brev-2019").replace("Staten dekker", "Kommunen dekker")
    (project / "knowledge/letters/brev-2019.md").write_text(other, encoding="utf-8")
    change(project, MONEY, "source: brev-2020", "source: brev-2019")
    assert f"{MONEY}:20: sitatet står ikke i brev-2019, men i brev-2020. Skriv brev-2020 i source." in findings(project)
