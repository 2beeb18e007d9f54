"""What a message asks, given the conversation it stands in."""

from __future__ import annotations

from typing import Any

import pytest

from nlu.conversation import ANSWER, Conversation
from nlu.eligibility import Asking
from tests.nlu.dialogues import Dialogue
from tests.nlu.resolving import TALKED_OF_COSTS, resolved
from tests.nlu.understandings import UNSURE, programme, role, said, sector, understanding


def test_understood_question_is_answered() -> None:
    resolution = resolved(understanding("ask_costs", entities=[programme("top_leader")], standard="nn", probability=0.97))

    assert (resolution.action, resolution.topics, resolution.programme) == ("utter_answer", ["costs"], "top_leader")
    assert (resolution.standard, resolution.mode, resolution.foreign) == ("nn", "answer", None)


@pytest.mark.parametrize(
    ("message", "conversation", "page", "answer"),
    [
        (("nn", 0.97), "nb", "nb", "nn"),
        (("nn", 0.55), "nb", "nn", "nb"),
        (("nb", 0.55), None, "nn", "nn"),
        (("nn", 0.55), None, None, "nb"),
    ],
)
def test_standard_of_the_answer(message: tuple[str, float], conversation: str | None, page: str | None, answer: str) -> None:
    standard, probability = message
    known = Conversation(topic="costs", standard=conversation, page_standard=page)

    assert resolved(understanding("ask_start", standard=standard, probability=probability), known).standard == answer


@pytest.mark.parametrize(("conversation", "page", "answer"), [(None, None, "nb"), ("nn", None, "nn"), (None, "nn", "nn")])
def test_foreign_message_keeps_the_standard_and_says_so(conversation: str | None, page: str | None, answer: str) -> None:
    message = understanding("ask_start", standard="nb", probability=0.5, foreign="en")
    resolution = resolved(message, Conversation(standard=conversation, page_standard=page))

    assert (resolution.topics, resolution.standard, resolution.foreign) == (["start"], answer, "en")


@pytest.mark.parametrize(
    ("entities", "answered_for"),
    [
        ([], "middle_manager"),
        ([programme("top_leader")], "top_leader"),
        ([programme("other")], "top_leader"),
        ([programme("middle_manager"), programme("top_leader")], "both"),
    ],
)
def test_programme_carries_over_until_another_is_named(entities: list[dict[str, Any]], answered_for: str) -> None:
    resolution = resolved(understanding("ask_start", entities=entities), TALKED_OF_COSTS)

    assert (resolution.topics, resolution.programme) == (["start"], answered_for)


def test_no_programme_is_assumed_at_the_start() -> None:
    assert resolved(understanding("ask_start")).programme is None


@pytest.mark.parametrize(
    ("intent", "entities", "topic", "answered_for", "mode"),
    [
        ("followup_programme", [programme("top_leader")], "costs", "top_leader", "answer"),
        ("followup_programme", [], "costs", "top_leader", "answer"),
        ("followup_both", [], "costs", "both", "answer"),
        ("followup_audience", [], "costs", "middle_manager", "answer"),
        ("more", [], "costs", "middle_manager", "more"),
        ("show_source", [], "costs", "middle_manager", "sources"),
        ("repeat", [], "costs", "middle_manager", "answer"),
    ],
)
def test_follow_up_is_about_what_was_just_answered(
    intent: str, entities: list[dict[str, Any]], topic: str, answered_for: str, mode: str
) -> None:
    resolution = resolved(understanding(intent, entities=entities), TALKED_OF_COSTS)

    assert (resolution.action, resolution.topics) == ("utter_answer", [topic])
    assert (resolution.programme, resolution.mode) == (answered_for, mode)


def test_follow_up_on_the_employer_says_what_it_must_do() -> None:
    resolution = resolved(understanding("followup_audience"), Conversation(topic="start", programme="top_leader"))

    assert (resolution.topics, resolution.programme) == (["employer_duties"], "top_leader")


@pytest.mark.parametrize("intent", ["followup_both", "followup_audience", "more", "repeat", "show_source"])
def test_follow_up_on_nothing_says_so(intent: str) -> None:
    assert resolved(understanding(intent)).action == "utter_nothing_yet"


def test_programme_alone_at_the_start_gets_its_overview() -> None:
    resolution = resolved(understanding("followup_programme", entities=[programme("top_leader")]))

    assert (resolution.topics, resolution.programme) == (["overview"], "top_leader")


@pytest.mark.parametrize(
    "intent", ["greet", "goodbye", "thank", "who_are_you", "help", "smalltalk", "abuse", "out_of_scope", "ask_privacy"]
)
def test_small_talk_gets_its_phrase(intent: str) -> None:
    resolution = resolved(understanding(intent), TALKED_OF_COSTS)

    assert (resolution.action, resolution.topics) == (f"utter_{intent}", [])


def test_unknown_detail_of_a_named_programme_is_on_topic() -> None:
    resolution = resolved(understanding("out_of_scope", entities=[programme("top_leader")]))

    assert (resolution.action, resolution.topics, resolution.programme) == ("utter_answer", ["other_detail"], "top_leader")


@pytest.mark.parametrize(("intent", "confidence"), [("out_of_scope", 0.95), ("ask_costs", UNSURE), ("smalltalk", UNSURE)])
def test_foreign_message_that_is_not_answered_gets_a_line_in_english(intent: str, confidence: float) -> None:
    assert resolved(understanding(intent, confidence, foreign="en")).action == "utter_out_of_scope_foreign"


@pytest.mark.parametrize("intent", ["ask_costs", "out_of_scope", "greet", "more"])
def test_unsure_understanding_asks_the_search(intent: str) -> None:
    resolution = resolved(understanding(intent, UNSURE), TALKED_OF_COSTS)

    assert (resolution.action, resolution.topics, resolution.programme) == ("action_search_knowledge", [], "middle_manager")


def test_nobody_is_asked_what_they_mean_twice_in_a_row() -> None:
    assert resolved(understanding("ask_costs", UNSURE), Conversation(clarified=True)).action == "utter_not_understood"


def test_topic_without_entry_is_not_answered() -> None:
    assert resolved(understanding("ask_parking")).action == "action_search_knowledge"


@pytest.mark.parametrize(("intent", "standard"), [("switch_to_nn", "nn"), ("switch_to_nb", "nb")])
def test_asking_for_a_standard_repeats_the_last_answer_in_it(intent: str, standard: str) -> None:
    other = "nb" if standard == "nn" else "nn"
    conversation = Conversation(topic="costs", programme="top_leader", standard=other)
    resolution = resolved(understanding(intent, standard=other, probability=0.97), conversation)

    assert (resolution.action, resolution.topics) == ("utter_answer", ["costs"])
    assert (resolution.programme, resolution.standard) == ("top_leader", standard)


@pytest.mark.parametrize(("intent", "standard"), [("switch_to_nn", "nn"), ("switch_to_nb", "nb")])
def test_asking_for_a_standard_first_is_confirmed_in_it(intent: str, standard: str) -> None:
    resolution = resolved(understanding(intent))

    assert (resolution.action, resolution.standard) == (f"utter_{intent}", standard)


@pytest.mark.parametrize(
    ("entities", "topic"),
    [
        ([role("middle_manager"), sector("municipal")], "eligibility_municipal_middle_manager"),
        ([role("top_leader"), sector("specialist")], "eligibility_specialist_top_leader"),
        ([sector("private")], "private_providers"),
        ([], "eligibility"),
    ],
)
def test_may_i_apply_is_answered_for_the_person_who_asks(entities: list[dict[str, Any]], topic: str) -> None:
    assert resolved(understanding("ask_eligibility", entities=entities)).topics == [topic]


def test_who_the_person_is_stays_known() -> None:
    conversation = Conversation(topic="costs", role="top_leader", sector="municipal")

    asks_for_self = understanding("ask_eligibility", text="Kan jeg søke?")
    assert resolved(asks_for_self, conversation).topics == ["eligibility_municipal_top_leader"]


def test_what_is_known_of_the_person_is_not_used_for_others() -> None:
    conversation = Conversation(topic="costs", role="top_leader", sector="municipal")

    assert resolved(understanding("ask_eligibility", text="Hvem kan egentlig delta?"), conversation).topics == ["eligibility"]


def test_another_role_after_may_i_apply_is_the_same_question() -> None:
    conversation = Conversation(topic="eligibility_municipal_middle_manager", role="middle_manager", sector="municipal")
    message = understanding("smalltalk", UNSURE, text="enn kommunalsjefen?", entities=[role("top_leader"), sector("municipal")])

    assert resolved(message, conversation).topics == ["eligibility_municipal_top_leader"]


@pytest.mark.parametrize("topic", ["costs", "start", None])
def test_a_role_alone_does_not_ask_about_taking_part(topic: str | None) -> None:
    message = understanding("smalltalk", UNSURE, entities=[role("top_leader")])

    assert resolved(message, Conversation(topic=topic)).action == "action_search_knowledge"


@pytest.mark.parametrize(
    "text", ["Jeg jobber i hjemmetjenesten", "Eg arbeider på ein sjukeheim", "Jobber på sykehjem", "Leier heimetenesta i kommunen"]
)
def test_who_tells_of_work_in_health_and_asks_nothing_wonders_about_taking_part(text: str) -> None:
    resolution = resolved(said(text))

    assert (resolution.action, resolution.topics) == (ANSWER, ["eligibility"])
    assert (resolution.sector, resolution.asking) == ("municipal", Asking("role"))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Jeg er avdelingsleder på et sykehjem", "eligibility_municipal_middle_manager"),
        ("Eg er helsesjef i kommunen", "eligibility_municipal_top_leader"),
        ("Eg er fagsjukepleiar på ein sjukeheim", "eligibility_not_a_leader"),
        ("Vi er et sykehus, og jeg er divisjonsdirektør", "eligibility_specialist_top_leader"),
    ],
)
def test_who_tells_of_their_post_is_told_whether_they_may_take_part(text: str, topic: str) -> None:
    resolution = resolved(said(text))

    assert (resolution.topics, resolution.asking) == ([topic], None)


@pytest.mark.parametrize("text", ["Den andre er helsesjef i kommunen", "Rektor", "Dei er private"])
def test_post_of_another_is_asked_about_only_after_speaking_of_taking_part(text: str) -> None:
    at_start, after = Dialogue(), Dialogue()
    after.asks("Jeg er avdelingsleder på sykehjem. Kan jeg søke?", "eligibility")

    assert at_start.says(text).action == "action_search_knowledge"
    assert after.says(text).action == ANSWER
    assert after.conversation.topic != "eligibility_municipal_middle_manager"


def test_question_that_tells_of_a_post_is_answered_as_the_question_it_is() -> None:
    resolution = resolved(said("Eg er einingsleiar i kommunen. Kva kostar det?", "ask_costs", 0.95, [("Kva kostar det?", "ask_costs")]))

    assert resolution.topics == ["costs"]
    assert resolution.asking is None


def test_person_told_of_beside_a_question_is_known_afterwards() -> None:
    dialogue = Dialogue()
    text = "Eg er einingsleiar i heimetenesta. Kva kostar det?"

    dialogue.asks(text, "costs", questions=[("Kva kostar det?", "ask_costs")])

    assert dialogue.asks("Kan eg søkje?", "eligibility").topics == ["eligibility_municipal_middle_manager"]


@pytest.mark.parametrize("mention", ["Hva koster det for kommunen?", "Hva koster det for en avdelingsleder?"])
def test_mention_of_leaders_or_workplaces_tells_nothing_of_the_writer(mention: str) -> None:
    dialogue = Dialogue()

    dialogue.asks(mention, "costs")

    assert dialogue.asks("Kan jeg søke?", "eligibility").asking == Asking("role")


def test_case_is_about_the_programme_it_is_for() -> None:
    resolution = resolved(said("Jeg er helsesjef i kommunen. Kan jeg ta mellomlederutdanningen?", "ask_eligibility", 0.95))

    assert resolution.asks == [("eligibility_municipal_top_leader", "top_leader")]


def test_general_answer_to_a_leader_of_known_level_is_about_their_programme() -> None:
    resolution = resolved(said("Jeg er avdelingsleder. Kan jeg søke?", "ask_eligibility", 0.95))

    assert (resolution.asks, resolution.programme) == ([("eligibility", "middle_manager")], "middle_manager")


def wishing(text: str, standard: str, intent: str = "smalltalk", alone: bool = False) -> dict[str, Any]:
    """A message in evident Bokmål with a wish for a standard; `alone`: it asks for nothing else."""
    return said(text, intent, 0.95) | {"standard": "nb", "probability": 0.99, "requested": standard, "only_request": alone}


def test_wish_for_a_standard_holds_until_another_is_wished() -> None:
    dialogue = Dialogue()
    evident = {"standard": "nb", "probability": 0.99}

    standards = [
        dialogue.hears(wishing("Hva koster det?", "nn", "ask_costs")).standard,
        dialogue.hears(said("Når starter det, og hvem er det for?", "ask_start", 0.95) | evident).standard,
        dialogue.hears(said("Takk for hjelpen, det var fint!", "thank", 0.95) | evident).standard,
        dialogue.hears(wishing("Hvem kan søke?", "nb", "ask_eligibility")).standard,
        dialogue.hears(said("Kor lenge varer det eigentleg?", "ask_duration", 0.95) | {"standard": "nn", "probability": 0.99}).standard,
    ]

    assert standards == ["nn", "nn", "nn", "nb", "nb"]


def test_wish_beside_a_question_answers_the_question() -> None:
    resolution = resolved(wishing("Hva koster det?", "nn", "ask_costs"))

    assert (resolution.topics, resolution.standard, resolution.wished) == (["costs"], "nn", "nn")


@pytest.mark.parametrize("standard", ["nb", "nn"])
def test_wish_alone_repeats_the_last_answer(standard: str) -> None:
    resolution = resolved(wishing("Svar på det", standard, alone=True), TALKED_OF_COSTS)

    assert (resolution.action, resolution.asks) == (ANSWER, [("costs", "middle_manager")])
    assert (resolution.standard, resolution.wished) == (standard, standard)


@pytest.mark.parametrize("standard", ["nb", "nn"])
def test_wish_alone_at_the_start_is_confirmed(standard: str) -> None:
    resolution = resolved(wishing("Svar på det", standard, alone=True))

    assert (resolution.action, resolution.standard, resolution.wished) == (f"utter_switch_to_{standard}", standard, standard)


@pytest.mark.parametrize(
    "message",
    [wishing("Svar på nynorsk", "nn", alone=True), said("Kan du gjenta det?", "repeat", 0.95), said("Hvor står det?", "show_source", 0.95)],
    ids=["wish", "repeat", "show_source"],
)
def test_the_same_answer_once_more_leaves_the_eligibility_question_open(message: dict[str, Any]) -> None:
    dialogue = Dialogue()
    dialogue.asks("Kan jeg søke?", "eligibility")

    dialogue.hears(message)

    assert dialogue.conversation.asking is not None
    assert dialogue.conversation.asking.missing == "role"


def test_follow_up_on_nothing_that_names_leaders_asks_whether_they_may_take_part() -> None:
    message = understanding("followup_both", text="Er sykehusledere med på begge?", entities=[role("leader"), sector("specialist")])

    assert resolved(message).topics == ["eligibility"]


@pytest.mark.parametrize(("text", "topics"), [("Gjelder det eksamen også?", ["costs"]), ("Gjelder det parkering også?", ["exam"])])
def test_whether_the_last_answer_holds_for_what_it_names_is_about_that_answer(text: str, topics: list[str]) -> None:
    conversation = Conversation(topic="costs", said="Kommunen gir fri til samlinger og eksamen.")

    assert resolved(understanding("ask_exam", text=text), conversation).topics == topics


def test_degree_asked_about_by_one_who_is_no_leader_yet_is_answered_with_the_case_first() -> None:
    text = "Jeg vil bli leder. Kan jeg begynne når bacheloren er ferdig?"

    assert resolved(said(text, "ask_prior_education", 0.9)).topics == ["eligibility_not_a_leader", "prior_education"]


def test_programme_chosen_for_the_last_question_tells_no_post() -> None:
    dialogue = Dialogue()
    dialogue.asks("Kan jeg søke?", "eligibility")
    dialogue.asks("Hvor lange er samlingene?", "gatherings")

    resolution = dialogue.says("Jeg tenker på topplederprogrammet", "followup_programme", 0.95)

    assert resolution.asks == [("gatherings", "top_leader")]


def test_programme_named_in_answer_to_the_question_for_a_post_tells_it() -> None:
    dialogue = Dialogue()
    dialogue.asks("Kan jeg søke?", "eligibility")

    assert dialogue.says("topplederprogrammet", "followup_programme", 0.95).role == "top_leader"


@pytest.mark.parametrize("told", ["Jeg er student på heltid", "Eg har ikkje jobb", "Jeg har ikke lederansvar"])
def test_whoever_leads_nobody_is_told_so_before_how_it_goes_with_work(told: str) -> None:
    resolution = Dialogue().asks(f"{told}. Kan jeg ta mellomlederutdanningen ved siden av?", "combine_with_work")

    assert resolution.topics[0] == "eligibility_not_a_leader"
