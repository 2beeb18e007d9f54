"""The eligibility dialogue: which entry answers whether a person may take part, and what it asks to find out."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
import yaml

from knowledge.bot_files import ROOT
from knowledge.entries import load_entries
from nlu.conversation import ANSWER
from nlu.eligibility import MAX_ASKED, Asking, answered_role, case_topic, missing, next_question
from nlu.person import SECTOR_ORDER
from tests.nlu.dialogues import Dialogue
from tests.nlu.understandings import entities_of

ROLES = (None, "middle_manager", "top_leader", "several", "not_a_leader")
PROGRAMMES = (None, "middle_manager", "top_leader", "both")


@pytest.mark.parametrize(
    ("role", "sector", "programme", "topic"),
    [
        ("middle_manager", "municipal", None, "eligibility_municipal_middle_manager"),
        ("middle_manager", "municipal", "top_leader", "eligibility_municipal_middle_manager"),
        ("top_leader", "municipal", None, "eligibility_municipal_top_leader"),
        ("middle_manager", "specialist", None, "eligibility_specialist_middle_manager"),
        ("top_leader", "specialist", None, "eligibility_specialist_top_leader"),
        (None, "specialist", "middle_manager", "eligibility_specialist_middle_manager"),
        ("middle_manager", "county", None, "eligibility_county_middle_manager"),
        ("top_leader", "county", None, "eligibility_county_top_leader"),
        (None, "county", "top_leader", "eligibility_county_top_leader"),
        (None, "county", "middle_manager", "eligibility_county_middle_manager"),
        ("several", "municipal", None, "eligibility_several_leaders"),
        ("not_a_leader", "municipal", "middle_manager", "eligibility_not_a_leader"),
        ("not_a_leader", None, None, "eligibility_not_a_leader"),
        ("middle_manager", "private", None, "private_providers"),
        ("not_a_leader", "private", None, "private_providers"),
        ("top_leader", "outside_health", "top_leader", "eligibility_outside_health"),
        (None, "outside_health", None, "eligibility_outside_health"),
    ],
)
def test_case_has_its_own_answer(role: str | None, sector: str | None, programme: str | None, topic: str) -> None:
    assert case_topic(role, sector, programme) == topic


@pytest.mark.parametrize(
    ("role", "sector", "programme"),
    [
        (None, None, None),
        ("middle_manager", None, None),
        ("top_leader", None, "top_leader"),
        (None, "municipal", None),
        (None, "specialist", "top_leader"),
    ],
)
def test_too_little_known_leaves_the_general_answer(role: str | None, sector: str | None, programme: str | None) -> None:
    assert case_topic(role, sector, programme) is None


def test_every_case_leads_to_an_entry() -> None:
    cases = {case_topic(*case) for case in product(ROLES, (None, *SECTOR_ORDER), PROGRAMMES)}

    assert cases - {None} <= load_entries().keys()


def test_every_eligibility_entry_is_reached() -> None:
    cases = {case_topic(*case) for case in product(ROLES, (None, *SECTOR_ORDER), PROGRAMMES)}

    assert {topic for topic in load_entries() if topic.startswith("eligibility_")} <= cases


@pytest.mark.parametrize(
    ("role", "lacking"),
    [
        (None, "role"),
        ("leader", "role"),
        ("middle_manager", "sector"),
        ("top_leader", "sector"),
    ],
)
def test_role_is_asked_for_before_the_sector(role: str | None, lacking: str) -> None:
    assert missing(role) == lacking


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("mellomleder", "middle_manager"),
        ("Mellomleiar.", "middle_manager"),
        ("toppleder", "top_leader"),
        ("toppleiar!", "top_leader"),
        ("leder", "leader"),
        ("Ja, leiar", "leader"),
        ("eg leier ei eining", "leader"),
        ("ikke leder", "not_a_leader"),
        ("Nei, eg er ikkje leiar", "not_a_leader"),
        ("vanlig ansatt", "not_a_leader"),
        ("Berre vanleg tilsett", "not_a_leader"),
        ("har ikke lederansvar", "not_a_leader"),
        ("Jeg er ikke mellomleder", "not_a_leader"),
        ("Eg er ikkje toppleiar", "not_a_leader"),
        ("på et sykehjem", None),
        ("Hva koster det?", None),
        ("ja", None),
    ],
)
def test_bare_answer_tells_the_role(text: str, role: str | None) -> None:
    assert answered_role(text, entities_of(text)) == role


@pytest.mark.parametrize(
    ("lacking", "about_eligibility", "open_question", "asked"),
    [
        ("role", True, None, Asking("role", 1)),
        ("sector", True, Asking("role", 1), Asking("sector", 2)),
        ("role", True, Asking("role", 1, reminded=True), Asking("role", 2)),
        ("sector", True, Asking("role", MAX_ASKED), None),
        (None, True, None, None),
        (None, True, Asking("role", 1), None),
        (None, False, None, None),
        (None, False, Asking("sector", 1), Asking("sector", 1, reminded=True)),
        (None, False, Asking("sector", 2), Asking("sector", 2, reminded=True)),
        (None, False, Asking("sector", 1, reminded=True), None),
    ],
)
def test_question_after_an_answer(lacking: str | None, about_eligibility: bool, open_question: Asking | None, asked: Asking | None) -> None:
    assert next_question(lacking, about_eligibility, open_question) == asked


def lacks(dialogue: Dialogue) -> str | None:
    """What the dialogue has asked and waits for."""
    return dialogue.conversation.asking.missing if dialogue.conversation.asking else None


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("Kan jeg søke?", "role"),
        ("Kan eg søkje?", "role"),
        ("Jeg jobber på et sykehjem. Kan jeg søke?", "role"),
        ("Eg er leiar i heimetenesta. Kan eg søkje?", "role"),
        ("Jeg er avdelingsleder. Kan jeg søke?", "sector"),
        ("Eg er einingsleiar. Kan eg vere med?", "sector"),
        ("Jeg er toppleder. Kan jeg delta?", "sector"),
    ],
)
def test_only_what_is_missing_is_asked(text: str, lacking: str) -> None:
    dialogue = Dialogue()

    resolution = dialogue.asks(text, "eligibility")

    assert (resolution.action, resolution.topics, resolution.asking) == (ANSWER, ["eligibility"], Asking(lacking))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Jeg er avdelingsleder på et sykehjem. Kan jeg søke?", "eligibility_municipal_middle_manager"),
        ("Eg er kommunalsjef for helse. Kan eg søkje?", "eligibility_municipal_top_leader"),
        ("Jeg er ikke leder. Kan jeg søke?", "eligibility_not_a_leader"),
        ("Eg jobbar på ein privat sjukeheim. Kan eg søkje?", "private_providers"),
        ("Jeg er rektor. Kan jeg søke?", "eligibility_outside_health"),
    ],
)
def test_nothing_is_asked_of_a_person_whose_case_is_told(text: str, topic: str) -> None:
    resolution = Dialogue().asks(text, "eligibility")

    assert (resolution.topics, resolution.asking) == ([topic], None)


@pytest.mark.parametrize("text", ["Hvem kan søke?", "Kven kan søkje?", "Kan en avdelingsleder søke?", "Kan ein einingsleiar vere med?"])
def test_nothing_is_asked_when_the_question_is_about_anybody(text: str) -> None:
    resolution = Dialogue().asks(text, "eligibility")

    assert (resolution.topics, resolution.asking) == (["eligibility"], None)


@pytest.mark.parametrize(
    ("answers", "topic"),
    [
        (["avdelingsleder", "på et sykehjem"], "eligibility_municipal_middle_manager"),
        (["einingsleiar", "i heimetenesta"], "eligibility_municipal_middle_manager"),
        (["toppleder", "sykehus"], "eligibility_specialist_top_leader"),
        (["Eg er mellomleiar", "Fylkeskommunen"], "eligibility_county_middle_manager"),
        (["i kommunen", "avdelingsleder"], "eligibility_municipal_middle_manager"),
        (["leiar", "kommunalsjef"], "eligibility_municipal_top_leader"),
        (["avdelingsleder på sykehus"], "eligibility_specialist_middle_manager"),
        (["Helsesjef i kommunen"], "eligibility_municipal_top_leader"),
        (["ikke leder"], "eligibility_not_a_leader"),
        (["hos en privat stiftelse"], "private_providers"),
    ],
)
def test_short_answers_lead_to_the_case(answers: list[str], topic: str) -> None:
    dialogue = Dialogue()
    dialogue.asks("Kan jeg søke?", "eligibility")

    *_, last = [dialogue.says(answer) for answer in answers]

    assert (last.action, last.topics, last.asking) == (ANSWER, [topic], None)


RESPONSES: dict[str, Any] = yaml.safe_load((ROOT / "bot" / "responses.yml").read_text(encoding="utf-8"))["responses"]


def buttons(lacking: str) -> list[tuple[str, ...]]:
    """What the buttons under a question send, in each written standard."""
    variations = [variation["buttons"] for variation in RESPONSES[f"utter_ask_{lacking}"]]
    return list(zip(*([button["payload"] for button in variation] for variation in variations)))


@pytest.mark.parametrize("standard", [0, 1], ids=["nb", "nn"])
@pytest.mark.parametrize("role", buttons("role"), ids=[nb for nb, _ in buttons("role")])
@pytest.mark.parametrize("sector", buttons("sector"), ids=[nb for nb, _ in buttons("sector")])
def test_buttons_lead_to_a_case(role: tuple[str, ...], sector: tuple[str, ...], standard: int) -> None:
    dialogue = Dialogue()
    dialogue.asks("Kan jeg søke?", "eligibility")

    last = dialogue.says(role[standard])
    if last.asking:
        last = dialogue.says(sector[standard])

    assert (last.action, last.asking) == (ANSWER, None)
    assert last.topics != ["eligibility"]


@pytest.mark.parametrize("answers", [["leder", "i kommunen"], ["i kommunen", "leiar"], ["jeg er leder", "på et sykehjem", "ja"]])
def test_at_most_two_questions_are_asked(answers: list[str]) -> None:
    dialogue = Dialogue()
    resolutions = [dialogue.asks("Kan jeg søke?", "eligibility"), *(dialogue.says(answer) for answer in answers)]

    asked = {resolution.asking.asked for resolution in resolutions if resolution.asking}

    assert asked == {1, 2}
    assert lacks(dialogue) is None


@pytest.mark.parametrize("answer", ["i kommunen", "leiar"])
def test_answer_that_changes_nothing_is_not_given_again(answer: str) -> None:
    dialogue = Dialogue()
    dialogue.asks("Kan jeg søke?", "eligibility")

    resolution = dialogue.says(answer)

    assert (resolution.action, resolution.topics, resolution.asking) == ("utter_ask_role", [], Asking("role", 2))


def test_question_left_open_by_an_interruption_is_asked_again_once() -> None:
    dialogue = Dialogue()
    dialogue.asks("Kan jeg søke?", "eligibility")

    first, second = dialogue.asks("Når starter det?", "start"), dialogue.asks("Hvor lenge varer det?", "duration")

    assert (first.action, first.topics, first.asking) == (ANSWER, ["start"], Asking("role", 1, reminded=True))
    assert (second.action, second.topics, second.asking) == (ANSWER, ["duration"], None)


@pytest.mark.parametrize(
    ("interruption", "topic"),
    [
        ("Hva koster det for kommunen?", "costs"),
        ("Kva må kommunen betale?", "costs"),
        ("Er samlingene på sykehuset?", "location"),
        ("Hva sier kommunedirektøren om det?", "purpose"),
    ],
)
def test_interruption_that_mentions_a_workplace_is_no_answer(interruption: str, topic: str) -> None:
    dialogue = Dialogue()
    dialogue.asks("Kan jeg søke?", "eligibility")

    resolution = dialogue.asks(interruption, topic)

    assert (resolution.topics, resolution.asking) == ([topic], Asking("role", 1, reminded=True))
    assert (dialogue.conversation.role, dialogue.conversation.sector) == (None, None)


@pytest.mark.parametrize(("text", "intent"), [("takk", "thank"), ("hei", "greet"), ("Du er flink", "praise")])
def test_small_talk_leaves_the_question_open(text: str, intent: str) -> None:
    dialogue = Dialogue()
    dialogue.asks("Kan jeg søke?", "eligibility")

    resolution = dialogue.says(text, intent, 0.95)

    assert (resolution.action, resolution.asking) == (f"utter_{intent}", Asking("role"))


def test_answer_after_an_interruption_is_understood() -> None:
    dialogue = Dialogue()
    dialogue.asks("Kan eg søkje?", "eligibility")
    dialogue.asks("Når startar det?", "start")

    resolution = dialogue.says("Avdelingsleiar på ein sjukeheim")

    assert (resolution.topics, resolution.asking) == (["eligibility_municipal_middle_manager"], None)


def test_answer_and_another_question_in_one_message_are_both_answered() -> None:
    dialogue = Dialogue()
    dialogue.asks("Kan jeg søke?", "eligibility")

    resolution = dialogue.asks("Avdelingsleder på sykehjem. Hva koster det?", "costs", questions=[("Hva koster det?", "ask_costs")])

    assert resolution.topics == ["eligibility_municipal_middle_manager", "costs"]
    assert resolution.asking is None


def test_question_is_asked_after_both_answers_when_something_is_missing_still() -> None:
    dialogue = Dialogue()
    dialogue.asks("Kan eg søkje?", "eligibility")

    resolution = dialogue.asks("Einingsleiar. Kva kostar det?", "costs", questions=[("Kva kostar det?", "ask_costs")])

    assert (resolution.topics, resolution.asking) == (["eligibility", "costs"], Asking("sector", 2))


@pytest.mark.parametrize(
    ("change", "topic"),
    [
        ("Nei, jeg er kommunalsjef", "eligibility_municipal_top_leader"),
        ("Nei, eg jobbar på sjukehus", "eligibility_specialist_middle_manager"),
        ("Jeg er på et privat sykehjem", "private_providers"),
        ("Beklager, jeg er ikke leder", "eligibility_not_a_leader"),
    ],
)
def test_what_was_told_can_be_changed_afterwards(change: str, topic: str) -> None:
    dialogue = Dialogue()
    dialogue.asks("Kan jeg søke?", "eligibility")
    dialogue.says("Avdelingsleder på sykehjem")

    assert dialogue.says(change).topics == [topic]


def test_change_while_a_question_is_open_is_taken_in() -> None:
    dialogue = Dialogue()
    dialogue.asks("Jeg er avdelingsleder. Kan jeg søke?", "eligibility")

    dialogue.says("Nei, jeg er toppleder")

    assert dialogue.says("i kommunen").topics == ["eligibility_municipal_top_leader"]
