"""Sender, receiver, date, kind and standard, told from the text alone; id and short titles made of them."""

from __future__ import annotations

import pytest

from knowledge.intake.document import Block, Document, Stated
from knowledge.intake.guesses import Guess, guesses_of, written_standard
from knowledge.intake.naming import guessed_id, short_titles
from knowledge.intake.organisations import organisations
from knowledge.intake.structure import structure_of


def guessed(*blocks: Block, stated: Stated | None = None, format_: str = "text") -> dict[str, str]:
    document = Document(blocks=blocks, stated=stated or Stated())
    return {field: guess.value for field, guess in guesses_of(document, structure_of(document), format_).items()}


TITLE = Block("Om den nasjonale lederutdanningen", 1.0)
BODY = Block("Departementet ber om at dette blir gjort innen fristen.")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Oslo, 3. mars 2027", "2027-03-03"),
        ("Dato: 03.03.2027", "2027-03-03"),
        ("Dato 2027-03-03", "2027-03-03"),
        ("Bergen, den 17. MAI 2026", "2026-05-17"),
    ],
)
def test_date_above_the_title_is_the_letter_s(line: str, day: str) -> None:
    assert guessed(Block(line), TITLE, Block("Møtet er 1. april 2028."))["date"] == day


def test_year_of_the_title_counts_where_no_day_is_given() -> None:
    assert guessed(Block("Tildelingsbrev 2027", 1.0), BODY)["date"] == "2027"


@pytest.mark.parametrize(
    ("text", "date"), [("Ingen dato her.", "ukjent"), ("Møtet er 41. mars 2027.", "2027"), ("Møtet er 12.13.2027.", "2027")]
)
def test_what_is_no_day_is_not_guessed(text: str, date: str) -> None:
    assert guessed(TITLE, Block(text))["date"] == date


def test_who_gives_whom_the_task_are_sender_and_receiver() -> None:
    text = Block("Helse- og omsorgsdepartementet gir med dette Helsedirektoratet i oppdrag å lyse ut utdanningen.")
    found = guessed(TITLE, text)
    assert (found["sender"], found["receiver"]) == ("Helse- og omsorgsdepartementet", "Helsedirektoratet")


def test_labels_above_the_title_come_first() -> None:
    found = guessed(Block("Til: Alle kommuner\nFra: Statsforvalteren i Vestland"), TITLE, BODY)
    assert (found["sender"], found["receiver"]) == ("Statsforvalteren i Vestland", "Alle kommuner")


def test_body_under_the_signature_is_the_sender() -> None:
    assert guessed(TITLE, BODY, Block("Med vennlig hilsen\nKari Nordmann\nHelsedirektoratet"))["sender"] == "Helsedirektoratet"


@pytest.mark.parametrize(
    ("title", "format_", "kind", "id_"),
    [
        ("Tillegg til tildelingsbrev nr. 3 for 2027", "pdf", "tillegg til tildelingsbrev", "tildelingsbrev-2027-tillegg-3"),
        ("Oppdragsdokument 2027 for Helse Vest RHF", "pdf", "oppdragsdokument", "oppdragsdokument-2027"),
        ("Høring om lederutdanning 2027", "pdf", "høringsbrev", "horingsbrev-2027"),
        ("Nytt kull starter i 2027", "html", "nyhet", "nytt-kull-starter-2027"),
    ],
)
def test_kind_and_id_follow_the_title(title: str, format_: str, kind: str, id_: str) -> None:
    document = Document(blocks=(Block(title, 1.0), BODY))
    guesses = guesses_of(document, structure_of(document), format_)
    assert (guesses["kind"].value, guessed_id(guesses)) == (kind, id_)


def test_nynorsk_letter_has_its_kind_in_nynorsk() -> None:
    found = guessed(Block("Høyring om leiarutdanning", 1.0), Block("Dei som ikkje svarar, får eit nytt brev frå departementet."))
    assert (found["written_standard"], found["kind"], found["receiver"]) == ("nn", "høyringsbrev", "Ikkje oppgitt i dokumentet")


def test_written_standard_says_what_it_counted() -> None:
    assert written_standard("Ikkje berre noko, sier dei.") == Guess("nn", "1 ord som bare er bokmål, 4 som bare er nynorsk")


def test_short_titles_name_kind_sender_and_year_in_both_standards() -> None:
    fields = {"kind": "nyheit", "sender": "KS", "date": "2027-02-03", "title": "Nytt"}
    assert short_titles({field: Guess(value, "") for field, value in fields.items()}) == {
        "nb": "Nyhet fra KS (2027)",
        "nn": "Nyheit frå KS (2027)",
    }


def test_names_of_public_bodies_are_found_as_they_are_made() -> None:
    text = (
        "Helse- og omsorgsdepartementet, Kunnskapsdepartementet, Helsedirektoratet, Helse Sør-Øst RHF, KS og KS-programmet i Voss kommune."
    )
    assert organisations(text) == [
        "Helse- og omsorgsdepartementet",
        "Kunnskapsdepartementet",
        "Helsedirektoratet",
        "Helse Sør-Øst RHF",
        "KS",
        "Voss kommune",
    ]


def test_text_without_a_heading_gets_its_first_sentence_as_title_and_keeps_it() -> None:
    document = Document(blocks=(Block("Staten dekker reisen. Kommunen dekker resten."),))
    structure = structure_of(document)
    assert (structure.title, structure.body) == ("Staten dekker reisen.", document.blocks)


def test_letterhead_in_capitals_is_the_sender_and_never_the_title() -> None:
    found = guessed(
        Block("DET KONGELIGE HELSE- OG OMSORGSDEPARTEMENT", 1.4),
        Block("Helsedirektoratet\nPostboks 220 Skøyen"),
        Block("Statsbudsjettet 2027 - tillegg til tildelingsbrev nr. 2 -\nnasjonal lederutdanning"),
        Block("Vi viser til brevet for 2027."),
        Block("1. Bakgrunn", 0.9),
    )
    assert found["title"] == "Statsbudsjettet 2027 - tillegg til tildelingsbrev nr. 2 - nasjonal lederutdanning"
    assert (found["sender"], found["receiver"]) == ("Helse- og omsorgsdepartementet", "Helsedirektoratet")
