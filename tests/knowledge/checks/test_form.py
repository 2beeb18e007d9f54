"""Length of texts, related topics."""

from __future__ import annotations

from pathlib import Path

from tests.knowledge.checks.findings import findings
from tests.knowledge.small_project import change

MONEY, PLACES = "knowledge/entries/money.yml", "knowledge/entries/places.yml"


def test_long_title_is_found(project: Path) -> None:
    change(project, MONEY, "nb: Penger", "nb: Penger og mer penger til penger")
    assert findings(project) == [f"{MONEY}:4: tittelen har 31 tegn og kan ha høyst 30. Kort det ned."]


def test_long_question_is_found(project: Path) -> None:
    change(project, PLACES, "nn: Kor mange kan delta?", "nn: Kor mange kan delta" + " og delta" * 7 + "?")
    assert findings(project) == [f"{PLACES}:8: spørsmålet har 83 tegn og kan ha høyst 80. Kort det ned."]


def test_long_answer_is_found(project: Path) -> None:
    change(project, PLACES, "og det er seks samlinger.", "og det er seks samlinger." + " Plass til alle." * 41)
    assert findings(project) == [f"{PLACES}:13: svaret har 712 tegn og kan ha høyst 700. Kort det ned."]


def test_unknown_related_topic_is_found(project: Path) -> None:
    change(project, MONEY, "related: [places]", "related: [places, price]")
    assert findings(project) == [f"{MONEY}:9: emnet «price» finnes ikke. Rett navnet, eller ta det ut av related."]


def test_topic_related_to_itself_is_found(project: Path) -> None:
    change(project, MONEY, "related: [places]", "related: [money]")
    assert findings(project) == [f"{MONEY}:9: «money» er emnet selv. Ta det ut av related."]


def test_topic_related_twice_is_found(project: Path) -> None:
    change(project, MONEY, "related: [places]", "related: [places, places]")
    assert findings(project) == [f"{MONEY}:9: «places» står to ganger i related. Ta ut det ene."]
