"""The written standard to answer in: from the message, the conversation and the page."""

from __future__ import annotations

from typing import Any

EVIDENT = 0.80
"""Probability from which a message is taken to show its written standard; below it the conversation decides."""
EVIDENT_TO_FLIP = 0.95
"""The same for a short message inside a conversation, which a wrong guess would flip."""
SHORT_TO_FLIP = 8
LIKELIER = 0.7
"""From here the likelier standard is chosen where neither conversation nor page says anything; below it Bokmål."""


def answer_standard(understanding: dict[str, Any], conversation: str | None, page: str | None, wished: str | None) -> str:
    """nb or nn. `wished`: what the writer asked for earlier ("svar på nynorsk"); it holds until another is asked for.
    Then the message's own when it shows one, the conversation's, the page's, the likelier."""
    if understanding.get("requested") or wished:
        return understanding.get("requested") or wished or "nb"
    if understanding["foreign"]:
        return conversation or page or "nb"
    short = len(understanding["whole"]["text"].split()) <= SHORT_TO_FLIP
    if understanding["probability"] >= (EVIDENT_TO_FLIP if short and conversation else EVIDENT):
        return understanding["standard"]
    return conversation or page or (understanding["standard"] if understanding["probability"] >= LIKELIER else "nb")
