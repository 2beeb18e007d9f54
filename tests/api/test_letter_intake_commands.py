"""`kompass letter add` and `finish`: what they say when they cannot; the rest is tested with knowledge/intake."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def kompass(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "api.cli", "letter", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("add", "finnes-ikke.pdf"), "kompass: Kan ikke åpne finnes-ikke.pdf: "),
        (("add", "README.md", "--id", "Ikke Gyldig"), "kompass: «Ikke Gyldig» kan ikke være et brevs id. "),
        (("finish", "finnes-ikke"), "kompass: Det finnes ikke noe utkast som heter finnes-ikke. "),
    ],
)
def test_refusal_is_one_message_and_a_failure(arguments: tuple[str, ...], message: str) -> None:
    ended = kompass(*arguments)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(message)
