"""The entries: fields, refusals with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.entries import Answer, Citation, load_entries, load_entry, load_programmes
from knowledge.errors import EntryError
from tests.knowledge.small_project import change

PLACES = "knowledge/entries/places.yml"


def test_entry_is_read_with_all_its_fields(project: Path) -> None:
    entry = load_entry(project / PLACES)
    quote = "Det er planlagt seks samlinger over ett år, med 20 deltakere fra kommunene og 20 deltakere fra sykehusene."
    assert (entry.topic, entry.title, entry.related, entry.concerns) == ("places", {"nb": "Plasser", "nn": "Plassar"}, ("money",), None)
    assert entry.reviewed == {"by": "Redaksjonen", "on": "2026-11-21", "again": "2027-11-21"}
    assert entry.answers == {
        "both": Answer(
            status="answered",
            text={
                "nb": "Det er plass til 40 deltakere, og det er seks samlinger.",
                "nn": "Det er plass til 40 deltakarar, og det er seks samlingar.",
            },
            citations=(Citation("brev-2020", "Opplegg", quote),),
            calculated={"40": "20 + 20"},
        )
    }


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("topic: places", "topic: place", "places.yml:2: emnet heter «place», men fila heter «places». Gjør dem like."),
        ("  nn: Plassar\n", "", "places.yml:3: feltet «title.nn» mangler. Skriv det inn."),
        ("nn: Plassar", "nn: ''", "places.yml:5: feltet «title.nn» skal være tekst og kan ikke være tomt."),
        ("related: [money]", "related: money", "places.yml:9: feltet «related» skal være en liste."),
        ("related: [money]", "relatd: [money]", "places.yml:9: feltet «relatd» er ukjent her."),
        ("  both:\n", "  leaders:\n", "places.yml:11: feltet «leaders» er ukjent her."),
        ("status: answered", "status: yes", "places.yml:12: «yes» er ikke en status. Bruk answered eller not_in_sources."),
        ("        section: Opplegg\n", "", "places.yml:17: feltet «answers.both.citations.0.section» mangler. Skriv det inn."),
        ("related: [money]", "related: [money]\nconcerns: top_leader", "places.yml:10: «top_leader» har ikke noe svar i fila."),
        ("  again: 2027-11-21\n", "", "places.yml:20: feltet «reviewed.again» mangler. Skriv det inn."),
    ],
)
def test_defect_is_refused_with_file_and_line(project: Path, old: str, new: str, message: str) -> None:
    change(project, PLACES, old, new)
    with pytest.raises(EntryError) as refusal:
        load_entry(project / PLACES)
    assert str(refusal.value).startswith(message)


def test_briefs_and_comparison_are_read(comparing: Path) -> None:
    answer = load_entry(comparing / PLACES).answers["middle_manager"]
    assert answer.brief == {"nb": "har plass til 40 deltakere", "nn": "har plass til 40 deltakarar"}
    assert [citation.carries_brief for citation in answer.citations] == [True, False]
    assert load_entry(comparing / "knowledge/entries/money.yml").compares == ("places",)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("places", "      nn: er ikkje nemnt i brevet\n", "", "31: feltet «answers.top_leader.brief.nn» mangler. Skriv det inn."),
        ("places", "nn: er ikkje nemnt i brevet", "nn: ''", "33: feltet «answers.top_leader.brief.nn» skal være tekst"),
        ("places", "nn: er ikkje nemnt i brevet", "en: not there", "33: feltet «en» er ukjent her. Kjente felter: nb, nn."),
        ("places", "brief: no", "brief: nei", "26: her kan det bare stå «no»: kortsvaret bygger ikke på sitatet."),
        ("places", "brief: no", "breif: no", "26: feltet «breif» er ukjent her."),
        ("money", "    citations:", "    brief: {nb: penger, nn: pengar}\n    citations:", "20: feltet «brief» er ukjent her."),
        ("money", "compares: [places]", "compares: places", "10: feltet «compares» skal være en liste."),
        ("money", "compares: [places]", "compares: [[places]]", "10: feltet «compares.0» skal være tekst"),
        ("money", "  both:", "  top_leader:", "10: et emne med compares har ett svar, under both"),
    ],
)
def test_defect_in_a_comparison_is_refused_with_file_and_line(comparing: Path, file: str, old: str, new: str, message: str) -> None:
    path = comparing / f"knowledge/entries/{file}.yml"
    change(comparing, f"knowledge/entries/{file}.yml", old, new)
    with pytest.raises(EntryError) as refusal:
        load_entry(path)
    assert str(refusal.value).startswith(f"{file}.yml:{message}")


def test_empty_entry_is_refused(project: Path) -> None:
    (project / PLACES).write_text("# bare en kommentar\n", encoding="utf-8")
    with pytest.raises(EntryError, match=r"^places\.yml:1: fila er tom"):
        load_entry(project / PLACES)


def test_entries_come_by_topic(project: Path) -> None:
    assert list(load_entries(project / "knowledge/entries")) == ["money", "places"]


def test_every_programme_has_its_names_in_both_standards() -> None:
    programmes = load_programmes()
    assert list(programmes) == ["middle_manager", "top_leader", "both"]
    assert all(set(names[form]) == {"nb", "nn"} for names in programmes.values() for form in ("heading", "definite"))
