"""What a person typed, made uniform."""

from __future__ import annotations

import pytest

from nlu.normalisation import clean, fold, squeeze


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Hva \t koster\n\ndet? ", "Hva koster det?"),
        ("ba\u030ae to", "båe to"),  # å as a and a combining ring, as macOS writes file names
        ("mellom\u00adleder", "mellomleder"),
        ("\ufeffHei\u200b du", "Hei du"),
        ("\u202ehei", "hei"),
        ("hei\x00du\x07", "hei du"),
        ("takk 🙂\ufe0f", "takk 🙂"),
        ("Øvste leiar, Ærfugl, ÅS?!", "Øvste leiar, Ærfugl, ÅS?!"),
        ("", ""),
        ("\u200b \x00\n", ""),
    ],
)
def test_message_is_cleaned(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


def test_cleaning_twice_changes_nothing_more() -> None:
    once = clean(" ba\u030ae \u200b to\x07\n ")

    assert clean(once) == once


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("TOPPLEDER", "toppleder"),
        ("øverste", "overste"),
        ("Åpent", "apent"),
        ("næring", "nering"),
        ("idé", "ide"),
        ("2020", "2020"),
        ("", ""),
    ],
)
def test_word_is_folded(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("norwegian", "foreign_keyboard"),
    [("søke", "soeke"), ("søke", "soke"), ("søke", "söke"), ("på", "paa"), ("på", "pa"), ("lærer", "laerer"), ("lærer", "lärer")],
)
def test_foreign_keyboards_give_the_same_word(norwegian: str, foreign_keyboard: str) -> None:
    assert fold(norwegian) == fold(foreign_keyboard)


@pytest.mark.parametrize(
    ("text", "squeezed"), [("?" * 1000, "???"), ("Hva???? Nå!!!!", "Hva??? Nå!!!"), ("jaaaa", "jaaaa"), ("22,5 ...", "22,5 ..."), ("", "")]
)
def test_a_row_of_the_same_sign_is_cut_to_three(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed
