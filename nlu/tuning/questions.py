"""Write the questions that the encoder is tuned on, masked, with misspelt copies.

python -m nlu.tuning.questions build/tuning_questions.json      (engine environment)
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from nlu.augmentation import misspell
from nlu.encoder import kept_from_tuning
from nlu.entities import EntityFinder
from nlu.in_context import in_context, read_follow_ups, read_titles
from nlu.normalisation import clean
from nlu.training_questions import read_questions

COPIES = 3


def tuning_questions() -> list[dict[str, object]]:
    """All training questions, in and out of context: text, intent, written standard, misspelt copies, and whether it is kept
    from tuning."""
    finder, questions = EntityFinder(), read_questions()
    rows = []
    for question in [*questions, *in_context(questions, read_follow_ups(), read_titles())]:
        text = finder.mask(clean(question.text))
        rows.append(
            {
                "text": text,
                "intent": question.intent,
                "standard": question.written_standard,
                "misspelt": [misspell(text, seed) for seed in range(COPIES)],
                "kept": kept_from_tuning(text),
            }
        )
    return rows


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(tuning_questions(), ensure_ascii=False), encoding="utf-8")
