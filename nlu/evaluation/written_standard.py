"""The written standard of messages whose standard is known: tests/data/written_standard.

Each line has `text`, `standard` (nb or nn), `shows` (whether the text has a word or form of one standard only) and `style`.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from nlu.answer_standard import answer_standard
from nlu.understanding import Understanding

DATA = Path(__file__).parent.parent.parent / "tests" / "data" / "written_standard"
SHORT = 6


def read_cases(folder: Path = DATA) -> list[dict[str, Any]]:
    """All cases of both standards."""
    return [json.loads(line) for name in ("nb", "nn") for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def figures(understanding: Understanding, cases: list[dict[str, Any]]) -> dict[str, Any]:
    """Shares right: alone, where the text shows a standard; at most SHORT words, in a conversation of its standard and right
    after an answer in the other one."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for case in cases:
        standard, other = case["standard"], "nb" if case["standard"] == "nn" else "nn"
        short = len(case["text"].split()) <= SHORT
        understood = understanding.understand(case["text"])
        groups = {}
        if case["shows"]:
            alone = understood["standard"] == standard and not understood["foreign"]
            groups = {"shown": alone, f"shown, {case['style']}": alone, "shown, short" if short else "shown, longer": alone}
        if short:
            groups["short, in its conversation"] = answer_standard(understood, standard, None, None) == standard
        elif case["shows"]:
            groups["longer, after an answer in the other standard"] = answer_standard(understood, other, None, None) == standard
        for group, is_right in groups.items():
            total[group] += 1
            right[group] += is_right
    return {group: {"right": round(right[group] / count, 4), "texts": count} for group, count in sorted(total.items())}
