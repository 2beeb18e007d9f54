"""What comes back of texts that lost æ, ø and å, and that sound texts stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import LetterError
from knowledge.letters import load_letters
from knowledge.repair import RepairedText, read_text, repair_text, report_lines
from tests.evaluation.letter_repair import CLEAN, RECEIVED, Figures, own_texts, received_letter

DAMAGED = (
    "Vi viser til mgtet i var, der radet ba om & fa saken tilbake fgr sommeren.\r\n"
    "  Kommunen ma ogsa vurdere en annen mate a gjgre det pa, bl.a.  ved & mgte brukerne.\r\n\r\n"
    "Skriv til post@hagas.example.no eller se www.gras.example.no/saker. Berg & Hansen AS svarer pa spgrsmal 0g kommer pa mgtet."
)
RESTORED = (
    "Vi viser til møtet i vår, der rådet ba om å få saken tilbake før sommeren.\r\n"
    "  Kommunen må også vurdere en annen måte å gjøre det på, bl.a.  ved å møte brukerne.\r\n\r\n"
    "Skriv til post@hagas.example.no eller se www.gras.example.no/saker. Berg & Hansen AS svarer på spørsmål og kommer på møtet."
)


@pytest.fixture(scope="module")
def repaired() -> RepairedText:
    return repair_text(DAMAGED)


@pytest.fixture(scope="module")
def figures() -> list[Figures]:
    return [figures for figures, _ in own_texts(seed=1).values()]


def test_words_come_back_and_blanks_line_ends_addresses_and_names_stay(repaired: RepairedText) -> None:
    assert repaired.text == RESTORED


def test_each_repair_names_its_line_and_place(repaired: RepairedText) -> None:
    assert all(DAMAGED[one.start :].startswith(one.before) for one in repaired.repairs)
    assert {one.line for one in repaired.repairs} == {1, 2, 4}
    assert {one.line for one in repaired.repairs if one.after == "måte"} == {2}
    assert all(0 < one.confidence <= 1 for one in repaired.repairs)


def test_report_shows_before_and_after_with_line_and_confidence(repaired: RepairedText) -> None:
    lines = list(report_lines(repaired))
    assert lines[0].startswith(f"{len(repaired.repairs)} ord er rettet.")
    assert any(line.startswith("linje 1: «mgtet» → «møtet» (") for line in lines)


def test_same_letters_become_different_words_by_their_neighbours() -> None:
    text = "Styret holder mgter pa denne maten. Elevene spiser sunn mat, og maten er god. Vi ma mgte kravene i ar og fa svar fgr jul."
    assert repair_text(text).text == (
        "Styret holder møter på denne måten. Elevene spiser sunn mat, og maten er god. Vi må møte kravene i år og få svar før jul."
    )


@pytest.mark.parametrize("path", sorted(CLEAN.glob("*.txt")), ids=lambda path: path.stem)
def test_sound_text_is_untouched(path: Path) -> None:
    text = read_text(path)
    assert repair_text(text) == RepairedText(text, damaged=False)


def test_stored_letters_are_untouched() -> None:
    assert [letter.id for letter in load_letters().values() if repair_text(letter.text).damaged] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n \r\n",
        "Hei! Takk for sist.\n",
        "The board has a plan for the care of older people, and all agree that it must be carried out as soon as the money is there.",
        "Kari Nordmann, Hans Hansen og Berg & Lie AS, tlf. 22 00 00 00, ref. 2020/114-3",
    ],
)
def test_text_without_such_letters_that_needs_none_is_untouched(text: str) -> None:
    assert repair_text(text) == RepairedText(text, damaged=False)


def test_report_of_a_sound_text_says_that_nothing_was_changed() -> None:
    assert list(report_lines(RepairedText("Blåbær på øya", damaged=False))) == ["Teksten har æ, ø og å som den skal. Ingenting er rettet."]


def test_own_texts_of_more_than_5000_tokens_come_back(figures: list[Figures]) -> None:
    damaged, wrong = sum(one.damaged for one in figures), sum(len(one.wrong) for one in figures)
    assert sum(one.tokens for one in figures) >= 5_000
    assert 1 - wrong / damaged >= 0.97


def test_right_tokens_of_own_texts_stay(figures: list[Figures]) -> None:
    right = sum(one.tokens - one.damaged for one in figures)
    assert sum(len(one.spoilt) for one in figures) / right <= 0.001


@pytest.mark.skipif(not RECEIVED.exists(), reason="the received letters are not beside the project")
def test_received_letter_comes_back_and_no_right_token_is_changed() -> None:
    figures, _ = received_letter()
    assert figures.restored >= 0.97
    assert figures.spoilt == ()


def test_file_that_is_not_utf8_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_bytes("Blåbær".encode("latin-1"))
    with pytest.raises(LetterError, match="brev.txt: fila er ikke tekst i UTF-8. Lagre den"):
        read_text(tmp_path / "brev.txt")


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LetterError, match="borte.txt: fila kan ikke åpnes"):
        read_text(tmp_path / "borte.txt")
