"""The limits are documented where editors and operators look, and refuse nonsense."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.intake.errors import IntakeError
from knowledge.intake.limits import Limits, read_limits

GUIDE = Path(__file__).parent.parent.parent.parent / "docs" / "redaksjon.md"


@pytest.mark.parametrize("name", Limits.model_fields)
def test_limit_is_in_the_guide_with_its_default(name: str) -> None:
    row = next((line for line in GUIDE.read_text(encoding="utf-8").splitlines() if f"`LETTER_{name.upper()}`" in line), "")
    assert f"| {Limits.model_fields[name].default} |" in row.replace(" 000", "000")


def test_limit_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LETTER_MAX_PAGES", "300")
    assert read_limits().max_pages == 300


@pytest.mark.parametrize("value", ["mange", "0", "-1"])
def test_limit_that_is_no_number_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("LETTER_MAX_PAGES", value)
    with pytest.raises(IntakeError, match="LETTER_MAX_PAGES kan ikke brukes"):
        read_limits()
