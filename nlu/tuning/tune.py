"""Tune the encoder on the training questions and write its weights.

    python -m nlu.tuning.tune build/tuning_questions.json nlu/weights [--epochs 8] [--contrastive]

A linear layer over the mean of the token vectors is trained to name the intent, and the encoder's layers with it (word
embeddings stay). Three in five texts are shown misspelt. The linear layer is thrown away: the topic model learns its own. Where
the processor has bfloat16 matrices it is twice as fast with --bf16. For comparison, --contrastive pulls questions of one intent
together instead (Khosla et al. 2020, "Supervised Contrastive Learning"), and --epochs 0 writes the encoder as it is.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertModel

from nlu.tuning.base_model import load_base
from nlu.tuning.export import write_weights

SEED = 20200101
BATCH = 48
ENCODER_RATE, HEAD_RATE = 2e-4, 5e-3
WARM_UP = 0.1
SMOOTHING, DROPOUT = 0.1, 0.1
MISSPELT = 0.6
CLOSENESS = 0.05
"""Temperature of the contrastive loss."""
GROUP = 4
"""Questions of one intent in a contrastive batch."""
Rows = list[dict[str, Any]]


class Classifier(nn.Module):
    """The encoder with mean pooling and a linear layer for the intents."""

    def __init__(self, encoder: BertModel, tokenizer: Tokenizer, labels: list[str], bf16: bool) -> None:
        super().__init__()
        self.encoder, self.tokenizer, self.bf16 = encoder, tokenizer, bf16
        self.place = {label: number for number, label in enumerate(labels)}
        self.head = nn.Sequential(nn.Dropout(DROPOUT), nn.Linear(encoder.config.hidden_size, len(labels)))

    def forward(self, texts: list[str]) -> torch.Tensor:
        """Scores of the intents, (n, intents)."""
        scores: torch.Tensor = self.head(self.embed(texts))
        return scores

    def embed(self, texts: list[str]) -> torch.Tensor:
        """Means of the token vectors, (n, hidden size)."""
        tokens = self.tokenizer.encode_batch(texts)
        ids, mask = torch.tensor([t.ids for t in tokens]), torch.tensor([t.attention_mask for t in tokens])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bf16):
            states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask[..., None].float()
        return (states.float() * weights).sum(1) / weights.sum(1)


def tune(model: Classifier, rows: Rows, epochs: int, contrastive: bool = False) -> None:
    """Train in place, printing the loss of each epoch."""
    model.encoder.embeddings.word_embeddings.weight.requires_grad = False
    encoder = [parameter for parameter in model.encoder.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": ENCODER_RATE}, {"params": model.head.parameters(), "lr": HEAD_RATE}], weight_decay=0.01
    )
    steps = max(1, epochs * (len(rows) // BATCH + 1))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, 1 - step / (steps * 1.02))
    )
    start = time.monotonic()
    for epoch in range(epochs):
        model.train()
        total = 0.0
        batches = _groups(rows) if contrastive else _batches(rows)
        for batch in batches:
            texts = [random.choice(row["misspelt"]) if random.random() < MISSPELT else row["text"] for row in batch]
            truth = torch.tensor([model.place[row["intent"]] for row in batch])
            if contrastive:
                loss = _contrastive_loss(model.embed(texts), truth)
            else:
                loss = nn.functional.cross_entropy(model(texts), truth, label_smoothing=SMOOTHING)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(encoder, 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}/{epochs}: loss {total / len(batches):.3f}, {time.monotonic() - start:.0f} s", flush=True)


def accuracy(model: Classifier, rows: Rows, key: str = "text") -> float:
    """Share of the rows whose intent the tuned linear layer names; `key`: text or misspelt."""
    model.eval()
    right = 0
    with torch.no_grad():
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            named = model([row[key] if key == "text" else row[key][0] for row in batch]).argmax(1)
            right += sum(int(guess) == model.place[row["intent"]] for guess, row in zip(named, batch))
    return right / len(rows)


def _batches(rows: Rows) -> list[Rows]:
    """Shuffled batches of texts of like length."""
    shuffled = random.sample(rows, len(rows))
    pools = [sorted(shuffled[i : i + 20 * BATCH], key=lambda row: len(row["text"])) for i in range(0, len(rows), 20 * BATCH)]
    batches = [pool[i : i + BATCH] for pool in pools for i in range(0, len(pool), BATCH)]
    random.shuffle(batches)
    return batches


def _groups(rows: Rows) -> list[Rows]:
    """Shuffled batches in which every intent stands GROUP times."""
    by_intent: dict[str, Rows] = {}
    for row in random.sample(rows, len(rows)):
        by_intent.setdefault(row["intent"], []).append(row)
    groups = [own[i : i + GROUP] for own in by_intent.values() for i in range(0, len(own) - GROUP + 1, GROUP)]
    random.shuffle(groups)
    return [[row for group in groups[i : i + BATCH // GROUP] for row in group] for i in range(0, len(groups), BATCH // GROUP)]


def _contrastive_loss(vectors: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Minus the mean log share of each text's likeness that goes to texts of its own intent."""
    unit = nn.functional.normalize(vectors)
    likeness = (unit @ unit.T / CLOSENESS).masked_fill(torch.eye(len(truth), dtype=torch.bool), -1e4)
    own = (truth[:, None] == truth[None]) & ~torch.eye(len(truth), dtype=torch.bool)
    shares = likeness - likeness.logsumexp(1, keepdim=True)
    return -((shares * own).sum(1) / own.sum(1).clamp(min=1)).mean()


def main() -> None:
    """Tune, print the accuracy on the questions kept from tuning, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--contrastive", action="store_true")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    random.seed(SEED)
    rows: Rows = json.loads(args.questions.read_text(encoding="utf-8"))
    learnt, kept = [row for row in rows if not row["kept"]], [row for row in rows if row["kept"]]
    encoder, tokenizer = load_base([text for row in rows for text in (row["text"], *row["misspelt"])])
    model = Classifier(encoder, tokenizer, sorted({row["intent"] for row in rows}), args.bf16)
    tune(model, learnt, args.epochs, args.contrastive)
    figures: dict[str, Any] = {
        "questions": len(learnt),
        "questions_kept": len(kept),
        "epochs": args.epochs,
    }
    if args.epochs and not args.contrastive:  # else the linear layer knows nothing
        figures["accuracy_on_kept"] = round(accuracy(model, kept), 4)
        figures["accuracy_on_kept_misspelt"] = round(accuracy(model, kept, "misspelt"), 4)
    print(json.dumps(figures))
    write_weights(encoder, tokenizer, args.weights, figures)


if __name__ == "__main__":
    main()
