"""`python -m tests.evaluation.letter_repair` prints how well lost æ, ø and å are restored, in a received letter and in texts of our own."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from knowledge.letters import FOLDER, load_letter
from knowledge.repair import RepairedText, repair_text
from tests.evaluation.letter_damage import damage

RECEIVED = Path(__file__).parents[3] / "shared" / "letters" / "000_f7339241c2963505.txt"
PROOFREAD = FOLDER / "tildelingsbrev-2020-tillegg-4.md"
CLEAN = Path(__file__).parents[1] / "data" / "letter_repair"
SEEDS = (1, 2, 3)


@dataclass(frozen=True)
class Figures:
    """Tokens are divided by white space. `damaged`, `restored`: counts; `wrong`: (damaged, repaired, right) of the others.

    `spoilt`: the same of tokens that were right.
    """

    tokens: int
    damaged: int
    wrong: tuple[tuple[str, str, str], ...]
    spoilt: tuple[tuple[str, str, str], ...]

    @property
    def restored(self) -> float:
        """The share of damaged tokens that came out right, 0 to 1."""
        return 1 - len(self.wrong) / self.damaged


def compare(received: list[str], repaired: list[str], right: list[str]) -> Figures:
    """The figures of one text. Raises ValueError when the three differ in length."""
    rows = list(zip(received, repaired, right, strict=True))
    wrong = tuple(row for row in rows if row[0] != row[2] and row[1] != row[2])
    spoilt = tuple(row for row in rows if row[0] == row[2] and row[1] != row[2])
    return Figures(len(rows), sum(row[0] != row[2] for row in rows), wrong, spoilt)


def received_letter() -> tuple[Figures, RepairedText]:
    """The received letter against its proofread text; colons at the end of headings are ours to set."""
    text = RECEIVED.read_bytes().decode("utf-8")
    repaired = repair_text(text)
    return compare(*([word.rstrip(":") for word in one.split()] for one in (text, repaired.text, load_letter(PROOFREAD).text))), repaired


def own_texts(seed: int) -> dict[str, tuple[Figures, RepairedText]]:
    """Each clean text of ours, damaged by rule and repaired, by file name."""
    figures = {}
    for path in sorted(CLEAN.glob("*.txt")):
        clean = path.read_bytes().decode("utf-8")
        damaged = damage(clean, seed)
        repaired = repair_text(damaged)
        figures[path.stem] = (compare(damaged.split(), repaired.text.split(), clean.split()), repaired)
    return figures


def _print(name: str, figures: Figures) -> None:
    print(f"{name}: {figures.tokens} tokens, {figures.damaged} damaged, {figures.restored:.2%} restored, {len(figures.spoilt)} spoilt")
    for kind, rows in (("wrong", figures.wrong), ("spoilt", figures.spoilt)):
        for before, after, right in rows:
            print(f"    {kind}: {before} -> {after}, right {right}")


def main() -> None:
    """Print every figure and every mistake."""
    started = time.monotonic()
    if RECEIVED.exists():
        _print("received letter", received_letter()[0])
    for seed in SEEDS:
        rows = own_texts(seed)
        for name, (figures, _) in rows.items():
            _print(f"{name}, seed {seed}", figures)
        damaged = sum(figures.damaged for figures, _ in rows.values())
        wrong = sum(len(figures.wrong) for figures, _ in rows.values())
        spoilt = sum(len(figures.spoilt) for figures, _ in rows.values())
        print(f"all, seed {seed}: {1 - wrong / damaged:.2%} of {damaged} restored, {spoilt} spoilt")
    print(f"{time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
