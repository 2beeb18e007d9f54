"""Check the training questions: enough for every topic in both standards, no topic without an answer, no question twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from knowledge.checks.material import QUESTIONS, Material, entry_file
from knowledge.checks.problem import Problem
from knowledge.checks.spelling import NAMES
from nlu.training_questions import TOPIC_PREFIX, Question

ENOUGH = 60
NOT_ASKED_DIRECTLY = "eligibility_"
NEAR = 1  # letters that two questions differ by; the nearest of two topics today differ by two
SHORTEST_NEAR = 15  # letters: "kva kostar det" and "kva kosta det" are near whatever they mean
ANSWERED_BY_RESPONSE = {"ask_privacy"}


def check_questions(material: Material) -> Iterator[Problem]:
    """Too few questions, intents without entry, questions under two intents."""
    if not material.questions and material.problems:
        return
    yield from _check_numbers(material)
    yield from _check_intents(material)
    yield from _check_doubles(material)
    yield from _check_near_doubles(material)


def fold_question(text: str) -> str:
    """A question without case and punctuation, to compare."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _check_numbers(material: Material) -> Iterator[Problem]:
    by_file: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for question in material.questions:
        by_file[question.file, question.intent, question.written_standard].add(fold_question(question.text))
    for topic, entry in material.entries.items():
        if topic.startswith(NOT_ASKED_DIRECTLY):
            continue
        file = f"{topic}.yml"
        if not any(question.file == file for question in material.questions):
            yield Problem(entry_file(entry), 1, f"emnet har ingen treningsspørsmål. Lag {QUESTIONS}/{file} etter mønsteret i nlu/DATA.md.")
            continue
        for standard, name in NAMES.items():
            count = len(by_file[file, TOPIC_PREFIX + topic, standard])
            if count < ENOUGH:
                line = next((q.line for q in material.questions if q.file == file and q.written_standard == standard), 1)
                message = f"{count} ulike spørsmål på {name} er for få. Skriv minst {ENOUGH} under {TOPIC_PREFIX}{topic}."
                yield Problem(f"{QUESTIONS}/{file}", line, message)


def _check_intents(material: Material) -> Iterator[Problem]:
    first = {question.intent: question for question in reversed(material.questions)}
    topics = material.entries.keys() | material.unread_entries
    for intent, question in first.items():
        if intent.startswith(TOPIC_PREFIX) and intent not in ANSWERED_BY_RESPONSE and intent[len(TOPIC_PREFIX) :] not in topics:
            message = (
                f"{intent} har spørsmål, men ikke noe svar. Lag knowledge/entries/{intent[len(TOPIC_PREFIX) :]}.yml, eller rett navnet."
            )
            yield Problem(f"{QUESTIONS}/{question.file}", question.line, message)


def _check_doubles(material: Material) -> Iterator[Problem]:
    seen: dict[str, Question] = {}
    for question in material.questions:
        earlier = seen.setdefault(fold_question(question.text), question)
        if earlier.intent != question.intent:
            message = (
                f"«{question.text}» står også under {earlier.intent} ({earlier.file}:{earlier.line}). La det stå bare der det hører hjemme."
            )
            yield Problem(f"{QUESTIONS}/{question.file}", question.line, message)


def _check_near_doubles(material: Material) -> Iterator[Problem]:
    """Questions one letter apart under two topics, compared only with those as long or one letter longer."""
    first = {fold_question(question.text): question for question in reversed(material.questions)}
    by_length: dict[int, list[str]] = defaultdict(list)
    for text in first:
        by_length[len(text)].append(text)
    for length, texts in sorted(by_length.items()):
        longer = texts + by_length.get(length + 1, [])
        if length < SHORTEST_NEAR:
            continue
        distances = cdist(texts, longer, scorer=Levenshtein.distance, score_cutoff=NEAR, dtype=np.uint8)
        for row, column in zip(*np.nonzero(distances == NEAR), strict=True):
            one, other = first[texts[row]], first[longer[column]]
            if one.intent != other.intent and (column > row or column >= len(texts)):
                yield _near_double(*sorted((one, other), key=lambda question: (question.file, question.line)))


def _near_double(earlier: Question, later: Question) -> Problem:
    message = (
        f"«{later.text}» er nesten som «{earlier.text}» under {earlier.intent} ({earlier.file}:{earlier.line}). "
        "La det stå under det emnet det hører til, eller skriv det tydelig ulikt."
    )
    return Problem(f"{QUESTIONS}/{later.file}", later.line, message)
