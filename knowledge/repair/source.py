"""Read the text of a received file exactly as it is: every blank, line end and mark kept."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import LetterError


def read_text(path: Path) -> str:
    """The file's text. Raises LetterError when it cannot be opened or is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise LetterError(f"{path.name}: fila er ikke tekst i UTF-8. Lagre den som ren tekst i UTF-8 og prøv igjen.") from error
    except OSError as error:
        raise LetterError(f"{path.name}: fila kan ikke åpnes. Se at navnet og mappa er riktige, og at du kan lese den.") from error
