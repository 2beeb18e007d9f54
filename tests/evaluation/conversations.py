"""Play our own conversations against a running assistant and judge every turn.

Two sets lie in tests/data/conversations: `development`, used to find weaknesses, and `held_out`, which only reports. Each turn
expects, in the form of an acceptance file: `outcome` one of these; `facts`, when it answers, of every group of patterns one
that is found; `forbid`, patterns never found; `cite`, when it answers, letters among the citations (S1, S2); and, where given,
`topics` and `programme` accepted, and `language`, the standards accepted where the message shows none. A turn is right
when all hold. It is harmful when it claims to answer and outcome, topic,
facts or forbid fail. Usage:

    python -m tests.evaluation.conversations [--url http://127.0.0.1:8000] [--set held_out] [--failures]
"""

from __future__ import annotations

import argparse
import collections
import json
import re
from pathlib import Path
from typing import Any

import httpx

DATA = Path(__file__).parent.parent / "data" / "conversations"
SETS = ("development", "held_out")
SOURCES = {"S1": "tildelingsbrev-2020-tillegg-4", "S2": "toppleiarprogram-2020"}
HARM = {"outcome", "topic", "facts", "forbid"}
ACCEPTANCE = {"outcome", "facts", "cite", "forbid", "language"}
"""The checks that an acceptance file makes too; ours also ask for the topic and the programme."""


def conversations(name: str) -> list[dict[str, Any]]:
    """The conversations of a set, both written standards."""
    lines = (line for standard in ("nb", "nn") for line in (DATA / f"{name}.{standard}.jsonl").read_text(encoding="utf-8").splitlines())
    return [json.loads(line) for line in lines if line.strip()]


def judge(reply: dict[str, Any], expect: dict[str, Any], standard: str) -> list[str]:
    """The names of the checks a reply fails."""
    text = "\n".join(message["text"] for message in reply["messages"])
    answered = reply["outcome"] == "answered"
    failed = []
    if expect["outcome"] and reply["outcome"] not in expect["outcome"]:
        failed.append("outcome")
    if answered and not _about(reply, set(expect.get("topics", []))):
        failed.append("topic")
    wanted = {value or "both" for value in expect.get("programme", [])}
    if wanted and answered and (reply["programme"] or "both") not in wanted and "eligibility" not in expect["topics"]:
        failed.append("programme")
    if answered and not all(any(re.search(pattern, text, re.I) for pattern in group) for group in expect["facts"]):
        failed.append("facts")
    cited = {citation["source"] for message in reply["messages"] for citation in message["citations"]}
    if answered and "answered" in expect["outcome"] and not {SOURCES[name] for name in expect["cite"]} <= cited:
        failed.append("cite")
    if any(re.search(pattern, text, re.I) for pattern in expect["forbid"]):
        failed.append("forbid")
    if reply["language"] not in expect.get("language", [standard]):
        failed.append("language")
    return failed


def _about(reply: dict[str, Any], accepted: set[str]) -> bool:
    topic = reply["topic"] or ""
    return not accepted or topic in accepted or topic.split("_")[0] in accepted


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
