"""The received files, made once, and an empty folder of letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.intake import received


@pytest.fixture(scope="session")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The letter in every format but the scan."""
    folder = tmp_path_factory.mktemp("inbox")
    received.write_pdf(folder / "brev.pdf")
    received.write_word(folder / "brev.docx")
    received.write_page(folder / "brev.html")
    received.write_text(folder / "brev.txt")
    received.write_text(folder / "windows.txt", "cp1252")
    return folder


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """An empty folder of letters in a project folder."""
    folder = tmp_path / "knowledge" / "letters"
    folder.mkdir(parents=True)
    return folder
