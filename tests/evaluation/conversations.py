"""Play our own conversations against a running assistant and judge every turn.

Two sets lie in tests/data/conversations: `development`, used to find weaknesses, and `held_out`, which only reports. What a turn
may expect, `api.improvement.judging.judge` tells. A turn is right when all holds. It is harmful when it claims to answer and
outcome, topic, facts or forbid fail. Usage:

    python -m tests.evaluation.conversations [--url http://127.0.0.1:8000] [--set held_out] [--failures]
"""

from __future__ import annotations

import argparse
import collections
import json
from pathlib import Path
from typing import Any

import httpx

from api.improvement.judging import judge

DATA = Path(__file__).parent.parent / "data" / "conversations"
SETS = ("development", "held_out")
HARM = {"outcome", "topic", "facts", "forbid"}
ACCEPTANCE = {"outcome", "facts", "cite", "forbid", "language"}
"""The checks that an acceptance file makes too; ours also ask for the topic and the programme."""


def conversations(name: str) -> list[dict[str, Any]]:
    """The conversations of a set, both written standards."""
    lines = (line for standard in ("nb", "nn") for line in (DATA / f"{name}.{standard}.jsonl").read_text(encoding="utf-8").splitlines())
    return [json.loads(line) for line in lines if line.strip()]


def play(url: str, name: str, show: bool = False) -> dict[str, Any]:
    """Play all conversations of a set; figures as shares of turns."""
    kinds: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    failures: collections.Counter[str] = collections.Counter()
    turns = right = harmful = whole = right_as_acceptance = harmful_as_acceptance = 0
    cases = conversations(name)
    with httpx.Client(base_url=url, timeout=30) as client:
        for case in cases:
            conversation, clean = None, True
            for turn in case["turns"]:
                reply = client.post("/api/chat", json={"message": turn["user"], "conversation_id": conversation}).raise_for_status().json()
                conversation = reply["conversation_id"]
                failed = judge(reply, turn["expect"], case["std"])
                turns, right, clean = turns + 1, right + (not failed), clean and not failed
                harmful += reply["outcome"] == "answered" and bool(HARM & set(failed))
                right_as_acceptance += not ACCEPTANCE & set(failed)
                harmful_as_acceptance += reply["outcome"] == "answered" and bool(HARM & ACCEPTANCE & set(failed))
                failures.update(failed)
                kinds[case["kind"]][0] += not failed
                kinds[case["kind"]][1] += 1
                if failed and show:
                    _show(case, turn, reply, failed)
            whole += clean
    return {
        "set": name,
        "conversations": len(cases),
        "turns": turns,
        "turns_right": round(right / turns, 4),
        "conversations_right": round(whole / len(cases), 4),
        "harmful": round(harmful / turns, 4),
        "by_acceptance_checks": {"turns_right": round(right_as_acceptance / turns, 4), "harmful": round(harmful_as_acceptance / turns, 4)},
        "failed_checks": dict(failures),
        "by_kind": {kind: f"{good}/{all_}" for kind, (good, all_) in sorted(kinds.items())},
    }


def _show(case: dict[str, Any], turn: dict[str, Any], reply: dict[str, Any], failed: list[str]) -> None:
    text = " / ".join(message["text"] for message in reply["messages"])
    print(f"{case['id']} {','.join(failed)} [{reply['outcome']} {reply['topic']} {reply['programme']} {reply['language']}] {turn['user']}")
    print(f"    -> {text[:400]}\n    wanted {turn['expect']}")


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=SETS, action="append", dest="sets")
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--failures", action="store_true")
    args = parser.parse_args()
    for name in args.sets or SETS:
        print(json.dumps(play(args.url, name, args.failures), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
