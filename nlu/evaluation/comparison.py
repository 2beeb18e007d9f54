"""Compare ways of understanding on the same questions: tested on half of the tenth kept from tuning, fitted on all others.

    python -m nlu.evaluation.comparison untuned=build/untuned contrastive=build/contrastive tuned=nlu/weights [--diet 25]

Each NAME=FOLDER is an encoder written by nlu.tuning.tune; each is tried alone (logistic regression over its vectors) and together
with words (the topic model). `--diet N` also trains Rasa's DIET classifier for N epochs. Prints Markdown rows. "Misspelt" is the same
questions with one misspelling each (nlu/augmentation.py); "wrongly" the share of all questions answered wrongly at probability 0.5.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from sklearn.metrics import f1_score

from nlu.augmentation import misspell
from nlu.encoder import Encoder
from nlu.evaluation.cross_validation import Questions, calibration_error
from nlu.topic_features import Embedder
from nlu.topic_model import SEED, Calibration, TopicModel

Rank = Callable[[str], tuple[str, float]]
TIMED = 200
THRESHOLD = 0.5
DIET = """
recipe: default.v1
language: nb
pipeline:
  - name: WhitespaceTokenizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {epochs}
    entity_recognition: false
    random_seed: 1
    constrain_similarities: true
"""


@dataclass(frozen=True)
class Test:
    """The questions tested on, their intents and written standards."""

    texts: list[str]
    truth: np.ndarray
    standards: np.ndarray

    def row(self, name: str, rank: Rank, trained_in: float, megabytes: float) -> str:
        """One Markdown row of figures."""
        clean, confidence = self._answers(rank, self.texts)
        noisy, _ = self._answers(rank, [misspell(text, SEED) for text in self.texts])
        right = clean == self.truth
        times = []
        for text in self.texts[:TIMED]:
            start = time.perf_counter()
            rank(text)
            times.append(1000 * (time.perf_counter() - start))
        columns = [
            f"{100 * right.mean():.1f}",
            *(f"{100 * right[self.standards == standard].mean():.1f}" for standard in ("nb", "nn")),
            f"{100 * (noisy == self.truth).mean():.1f}",
            f"{f1_score(self.truth, clean, average='macro'):.3f}",
            f"{calibration_error(confidence, right):.3f}",
            f"{100 * ((confidence >= THRESHOLD) & ~right).mean():.1f}",
            f"{statistics.median(times):.1f}",
            f"{megabytes:.0f}",
            f"{trained_in:.0f}",
        ]
        return f"| {name} | {' | '.join(columns)} |"

    @staticmethod
    def _answers(rank: Rank, texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
        answers = [rank(text) for text in texts]
        return np.array([name for name, _ in answers]), np.array([confidence for _, confidence in answers])


class _Nothing:
    """An encoder that tells nothing, for words alone."""

    def encode(self, texts: list[str]) -> np.ndarray:
        return np.zeros((len(texts), 1), dtype=np.float32)


def compare(encoders: dict[str, Path], diet_epochs: int) -> None:
    """Print the table, a row as soon as it is known."""
    questions = Questions()
    tested = questions.unseen[::2]  # the other half calibrates
    train = np.setdiff1d(np.arange(questions.count), tested)  # without follow-ups: DIET and the plain encoder know no titles
    texts, intents = [questions.texts[i] for i in train], [str(questions.intents[i]) for i in train]
    test = Test([questions.texts[i] for i in tested], questions.intents[tested], questions.standards[tested])
    print(f"{len(texts)} questions to learn from, {len(test.texts)} to test on\n")
    print("| mechanism | right, % | nb | nn | misspelt | macro-F1 | calibration error | wrongly, % | ms | MB | training, s |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    words = _fit(texts, intents, Embedder(_Nothing()), share=0.0)
    print(test.row("words: character n-grams and lemmas, linear SVM", *words, 10), flush=True)
    for name, folder in encoders.items():
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        embedder = Embedder(Encoder(folder), Path(tempfile.mkdtemp()) / "embeddings.npz")
        print(test.row(f"{name} encoder, logistic regression", *_fit(texts, intents, embedder, share=1.0), size), flush=True)
        print(test.row(f"{name} encoder and words", *_fit(texts, intents, embedder), size + 10), flush=True)
    if diet_epochs:
        print(test.row(f"DIET, {diet_epochs} epochs", *_diet(texts, intents, diet_epochs)), flush=True)


def _fit(texts: list[str], intents: list[str], embedder: Embedder, share: float | None = None) -> tuple[Rank, float]:
    """A ranker by the topic model and the seconds its training took; `share` of meaning in the mixture, its own by default."""
    start = time.monotonic()
    model = TopicModel.train(texts, intents, embedder)
    if share is not None:
        fitted = model.calibration
        model.calibration = Calibration(fitted.meaning, fitted.words, share)
    seconds = time.monotonic() - start
    fresh = Embedder(embedder.encoder)
    return lambda text: model.rank(fresh, [text])[0][0], seconds


def _diet(texts: list[str], intents: list[str], epochs: int) -> tuple[Rank, float, float]:
    """Rasa's DIET on word and character counts, trained by `rasa train nlu`."""
    folder = Path(tempfile.mkdtemp())
    by_intent: dict[str, list[str]] = {}
    for text, intent in zip(texts, intents):
        by_intent.setdefault(intent, []).append("- " + text.replace("[", "(").replace("]", ")").replace("{", "(").replace("}", ")"))
    data = {"version": "3.1", "nlu": [{"intent": intent, "examples": "\n".join(lines)} for intent, lines in by_intent.items()]}
    (folder / "nlu.yml").write_text(yaml.safe_dump(data, allow_unicode=True, width=10000), encoding="utf-8")
    (folder / "config.yml").write_text(DIET.format(epochs=epochs), encoding="utf-8")
    command = [str(Path(sys.executable).parent / "rasa"), "train", "nlu", "--nlu", str(folder / "nlu.yml")]
    command += ["--config", str(folder / "config.yml"), "--out", str(folder), "--fixed-model-name", "diet"]
    start = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    seconds = time.monotonic() - start
    from rasa.core.agent import Agent

    agent, loop = Agent.load(str(folder / "diet.tar.gz")), asyncio.new_event_loop()

    def rank(text: str) -> tuple[str, float]:
        parsed = loop.run_until_complete(agent.parse_message(text))
        return parsed["intent"]["name"] or "", parsed["intent"]["confidence"]

    return rank, seconds, (folder / "diet.tar.gz").stat().st_size / 1e6


def main() -> None:
    """Compare what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encoders", nargs="*", metavar="NAME=FOLDER")
    parser.add_argument("--diet", type=int, default=0, metavar="EPOCHS")
    args = parser.parse_args()
    compare({name: Path(folder) for name, folder in (encoder.split("=", 1) for encoder in args.encoders)}, args.diet)


if __name__ == "__main__":
    main()
