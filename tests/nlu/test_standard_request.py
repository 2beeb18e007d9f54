"""An explicit wish for Bokmål or Nynorsk, told apart from questions about the languages of the education."""

from __future__ import annotations

import pytest

from nlu.standard_request import StandardRequest, find_request


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("Svar på nynorsk", "nn"),
        ("svar på bokmål, takk", "nb"),
        ("Kan du svare på nynorsk?", "nn"),
        ("Kunne du skrive på bokmål?", "nb"),
        ("Kan du ikkje svare på nynorsk?", "nn"),
        ("Ver så snill og svar på nynorsk", "nn"),
        ("Vær så snill og skriv bokmål!", "nb"),
        ("Kan du skrive nynorsk heretter?", "nn"),
        ("Bytt til bokmål", "nb"),
        ("Ta det på nynorsk", "nn"),
        ("Snakk nynorsk til meg", "nn"),
        ("Kan du oversette dette til nynorsk?", "nn"),
        ("Kan du gi meg svaret på bokmål?", "nb"),
        ("Nynorsk, takk!", "nn"),
        ("på bokmal", "nb"),
        ("NYNORSK", "nn"),
    ],
)
def test_wish_alone_leaves_nothing_to_answer(text: str, standard: str) -> None:
    assert find_request(text) == StandardRequest(standard, "")


@pytest.mark.parametrize(
    ("text", "standard", "rest"),
    [
        ("svar på nynorsk: hva koster det?", "nn", "hva koster det?"),
        ("på bokmål, takk: kva kostar det?", "nb", "kva kostar det?"),
        ("Nynorsk: når starter topplederprogrammet?", "nn", "når starter topplederprogrammet?"),
        ("Kan du svare på nynorsk? Hvem kan søke?", "nn", "Hvem kan søke?"),
        ("Hva koster det? Svar på nynorsk.", "nn", "Hva koster det?"),
        ("Kva kostar det? Ver så snill og svar på bokmål", "nb", "Kva kostar det?"),
        ("Kva kostar det? På bokmål, takk.", "nb", "Kva kostar det?"),
        ("svar på nynorsk hva koster det", "nn", "hva koster det"),
        ("Svar meg på bokmål kven som kan søkje", "nb", "kven som kan søkje"),
        ("Kan du svare på bokmål, takk? Når starter det?", "nb", "Når starter det?"),
    ],
)
def test_wish_beside_a_question_leaves_the_question(text: str, standard: str, rest: str) -> None:
    assert find_request(text) == StandardRequest(standard, rest)


@pytest.mark.parametrize(
    "text", ["Skriv svaret på nynorsk, er du snill", "Eg vil helst ha svar på nynorsk.", "Jeg vil gjerne ha svar på bokmål"]
)
def test_politeness_around_a_wish_is_no_question(text: str) -> None:
    request = find_request(text)

    assert request is not None
    assert request.rest == ""


@pytest.mark.parametrize(
    "text",
    [
        "Kan jeg svare på nynorsk på eksamen?",
        "Kan eg svare på nynorsk til eksamen?",
        "Må oppgaven skrives på bokmål?",
        "Kan eg skrive oppgåva på nynorsk?",
        "Får en svare på bokmål på arbeidskravene?",
        "Kan innleveringane vere på nynorsk?",
        "Finst pensum på nynorsk?",
    ],
)
def test_language_of_exams_and_papers_is_no_wish(text: str) -> None:
    assert find_request(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Er undervisningen på nynorsk?",
        "Er det på bokmål eller nynorsk?",
        "Bruker dere nynorsk på samlingene?",
        "Må jeg kunne skrive på nynorsk?",
        "Kan eg svare på nynorsk?",
        "Eg skriv nynorsk",
        "Jeg snakker bokmål til vanlig",
        "Kan du svare på engelsk?",
        "Kan du svare på hvem som kan søke?",
        "Hva koster det?",
        "",
    ],
)
def test_other_mention_of_a_language_is_no_wish(text: str) -> None:
    assert find_request(text) is None


@pytest.mark.parametrize("text", ["Svar på nynorsk: når er eksamen?", "Svar på nynorsk. Må ein levere oppgåver?"])
def test_wish_before_a_question_about_exams_is_a_wish(text: str) -> None:
    request = find_request(text)

    assert request is not None
    assert request.standard == "nn"
