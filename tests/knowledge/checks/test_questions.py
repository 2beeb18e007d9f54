"""Training questions: enough, answered, under one intent."""

from __future__ import annotations

from pathlib import Path

from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change, questions

MONEY = "nlu/examples/money.yml"


def test_too_few_questions_are_found(project: Path) -> None:
    change(project, MONEY, "    - Kva betaler staten i år 60?\n", "")
    assert findings(project) == [f"{MONEY}:71: 59 ulike spørsmål på nynorsk er for få. Skriv minst 60 under ask_money."]


def test_same_question_twice_counts_once(project: Path) -> None:
    change(project, MONEY, "- Hva betaler staten i år 60?", "- hva betaler staten i år 59!")
    assert findings(project) == [f"{MONEY}:7: 59 ulike spørsmål på bokmål er for få. Skriv minst 60 under ask_money."]


def test_topic_without_questions_is_found(project: Path) -> None:
    (project / MONEY).unlink()
    assert findings(project) == [
        "knowledge/entries/money.yml:1: emnet har ingen treningsspørsmål. Lag nlu/examples/money.yml etter mønsteret i nlu/DATA.md."
    ]


def test_eligibility_outcomes_need_no_questions(project: Path) -> None:
    entry = (project / "knowledge/entries/money.yml").read_text(encoding="utf-8")
    copy = project / "knowledge/entries/eligibility_owner.yml"
    other = {"topic: money": "topic: eligibility_owner", "nb: Penger": "nb: Eiere", "nn: Pengar": "nn: Eigarar"}
    other |= {"Hva dekker staten for": "Hvem eier", "Kva dekkjer staten for": "Kven eig"}
    for old, new in other.items():
        entry = entry.replace(old, new)
    copy.write_text(entry, encoding="utf-8")
    assert findings(project) == []


def test_intent_without_entry_is_found(project: Path) -> None:
    (project / "nlu/examples/weather.yml").write_text(questions("ask_weather", "Blir det regn", "Kjem det regn"), encoding="utf-8")
    assert findings(project) == [
        "nlu/examples/weather.yml:7: ask_weather har spørsmål, men ikke noe svar. Lag knowledge/entries/weather.yml, eller rett navnet."
    ]


def test_privacy_and_small_talk_need_no_entry(project: Path) -> None:
    examples = project / "nlu/examples"
    (examples / "privacy.yml").write_text(questions("ask_privacy", "Hva lagrer du", "Kva lagrar du"), encoding="utf-8")
    (examples / "greet.yml").write_text(questions("greet", "Hei på deg", "Hei der"), encoding="utf-8")
    assert findings(project) == []


def test_question_under_two_intents_is_found_whatever_its_case_and_marks(project: Path) -> None:
    change(project, "nlu/examples/places.yml", "- Er det plass til 60?", "- HVA betaler staten, i år 12")
    change(project, "nlu/examples/places.yml", "- Er det plass til 59?", "- Er det plass til 59?\n    - Er det rom for flere?")
    assert findings(project) == [
        "nlu/examples/places.yml:67: «HVA betaler staten, i år 12» står også under ask_money (money.yml:18). "
        "La det stå bare der det hører hjemme."
    ]


def test_broken_question_file_is_told(project: Path) -> None:
    (project / MONEY).write_text("version: '3.1'\nnlu:\n- intent: ask_money\n", encoding="utf-8")
    assert findings(project) == [
        f"{MONEY}:1: fila skal ha «nlu:» med en liste der hver del har intent, metadata og examples. Se nlu/DATA.md."
    ]


def test_question_one_letter_from_one_of_another_topic_is_found(project: Path) -> None:
    change(project, "nlu/examples/places.yml", "    - Er det plass til 7?\n", "    - Hva betaler statn i år 7?\n")
    assert findings(project) == [
        "nlu/examples/places.yml:13: «Hva betaler statn i år 7?» er nesten som «Hva betaler staten i år 7?» under ask_money "
        "(money.yml:13). La det stå under det emnet det hører til, eller skriv det tydelig ulikt."
    ]
