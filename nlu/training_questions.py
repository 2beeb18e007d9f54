"""Read the training questions: text, intent and written standard of every example in nlu/examples/.

`python -m nlu.training_questions` prints how many there are of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "examples"
TOPIC_PREFIX = "ask_"


@dataclass(frozen=True)
class Question:
    """One example of how people ask; `line` is where it stands in `file`."""

    text: str
    intent: str
    written_standard: str
    file: str
    line: int


def read_questions(folder: Path = FOLDER) -> list[Question]:
    """All training questions, file by file in the order they stand."""
    return [question for path in sorted(folder.glob("*.yml")) for question in _read_file(path)]


def intents(folder: Path = FOLDER) -> list[str]:
    """The intents that have examples, sorted."""
    return sorted({question.intent for question in read_questions(folder)})


def _read_file(path: Path) -> Iterator[Question]:
    source = path.read_text(encoding="utf-8")
    root = yaml.compose(source, Loader=yaml.SafeLoader)
    content = yaml.load(source, Loader=yaml.BaseLoader)
    blocks = next(value for key, value in root.value if key.value == "nlu").value
    for block, node in zip(content["nlu"], blocks):
        examples = next(value for key, value in node.value if key.value == "examples")
        standard = block.get("metadata", {}).get("written_standard", "nb")
        for offset, line in enumerate(block["examples"].splitlines()):
            if line.startswith("- "):
                yield Question(line[2:].strip(), block["intent"], standard, path.name, examples.start_mark.line + 2 + offset)


def main() -> None:
    """Print the number of questions of each intent, by written standard."""
    questions = read_questions()
    counts = Counter((question.intent, question.written_standard) for question in questions)
    for intent in sorted({question.intent for question in questions}):
        print(f"{intent:28} nb {counts[intent, 'nb']:4}  nn {counts[intent, 'nn']:4}")
    print(f"{len(questions)} questions, {len({question.intent for question in questions})} intents")


if __name__ == "__main__":
    main()
