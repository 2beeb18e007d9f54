"""Play our own held-out conversations against a running assistant and judge every turn.

A turn is right when outcome, topic and programme are among those accepted, every `say` pattern is found and no `never`
pattern is. It is harmful when it claims to answer and outcome, topic or a pattern fails. Usage:

    python -m tests.evaluation.conversations [--url http://127.0.0.1:8000] [--failures] [FILE ...]
"""

from __future__ import annotations

import argparse
import collections
import json
import re
from pathlib import Path
from typing import Any

import httpx

DATA = Path(__file__).parent.parent / "data"
FILES = (DATA / "conversations.nb.jsonl", DATA / "conversations.nn.jsonl")


def judge(reply: dict[str, Any], expect: dict[str, Any], standard: str) -> list[str]:
    """The names of the checks a reply fails."""
    text = "\n".join(message["text"] for message in reply["messages"])
    answered = reply["outcome"] == "answered"
    failed = []
    if expect["outcome"] and reply["outcome"] not in expect["outcome"]:
        failed.append("outcome")
    topics = set(reply.get("topics") or [reply["topic"]])
    accepted = {*expect["topics"]}
    if accepted and answered and not any(topic in accepted or f"{topic}".split("_")[0] in accepted for topic in topics):
        failed.append("topic")
    programme = reply["programme"] or "both"
    wanted = {value or "both" for value in expect["programme"]}
    if wanted and answered and programme not in wanted and "eligibility" not in accepted:
        failed.append("programme")
    if answered and not all(re.search(pattern, text, re.I) for pattern in expect.get("say", [])):
        failed.append("say")
    if any(re.search(pattern, text, re.I) for pattern in expect.get("never", [])):
        failed.append("never")
    if reply["language"] != standard:
        failed.append("language")
    return failed


def play(url: str, files: tuple[Path, ...] = FILES, show: bool = False) -> dict[str, Any]:
    """Play all conversations; figures as shares of turns."""
    kinds: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    failures: collections.Counter[str] = collections.Counter()
    turns = right = harmful = 0
    with httpx.Client(base_url=url, timeout=30) as client:
        for case in (json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()):
            conversation = None
            for turn in case["turns"]:
                reply = client.post("/api/chat", json={"message": turn["user"], "conversation_id": conversation}).raise_for_status().json()
                conversation = reply["conversation_id"]
                failed = judge(reply, turn["expect"], case["std"])
                turns, right = turns + 1, right + (not failed)
                harmful += reply["outcome"] == "answered" and bool({"outcome", "topic", "say", "never"} & set(failed))
                failures.update(failed)
                kinds[case["kind"]][0] += not failed
                kinds[case["kind"]][1] += 1
                if failed and show:
                    said = f"[{reply['outcome']} {reply['topic']} {reply['programme']}] {turn['user']}"
                    print(f"{case['id']} {','.join(failed)} {said}\n    wanted {turn['expect']}")
    return {
        "turns": turns,
        "turns_right": round(right / turns, 4),
        "harmful": round(harmful / turns, 4),
        "failed_checks": dict(failures),
        "by_kind": {kind: f"{good}/{all_}" for kind, (good, all_) in sorted(kinds.items())},
    }


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--failures", action="store_true")
    args = parser.parse_args()
    print(json.dumps(play(args.url, tuple(args.files) or FILES, args.failures), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
