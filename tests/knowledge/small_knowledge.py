"""A small compiled knowledge: one letter, a topic answered for each programme, one for both, one that concerns one programme.

`COMPARING` has one more topic, which compares the first.
"""

from __future__ import annotations

from typing import Any

QUOTE = {"source": "brev-2020", "section": "Opplegg", "quote": "Utdanningen varer ett år."}
OTHER = {"source": "brev-2020", "section": "Ressurser", "quote": "Reisen betales av kommunen."}


def answer(status: str, nb: str, nn: str, *citations: dict[str, str], brief: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"status": status, "nb": nb, "nn": nn, "citations": list(citations), "brief": brief}


KNOWLEDGE: dict[str, Any] = {
    "programmes": {
        "middle_manager": {
            "heading": {"nb": "Mellomleder", "nn": "Mellomleiar"},
            "definite": {"nb": "mellomlederne", "nn": "mellomleiarane"},
        },
        "top_leader": {"heading": {"nb": "Toppleder", "nn": "Toppleiar"}, "definite": {"nb": "topplederne", "nn": "toppleiarane"}},
        "both": {"heading": {"nb": "Begge", "nn": "Begge"}, "definite": {"nb": "begge", "nn": "begge to"}},
    },
    "letters": {"brev-2020": {"short_title": {"nb": "Brevet", "nn": "Brevet frå departementet"}, "date": "2020"}},
    "topics": {
        "duration": {
            "title": {"nb": "Varighet", "nn": "Lengd"},
            "question": {"nb": "Hvor lenge varer {programme}?", "nn": "Kor lenge varer {programme}?"},
            "related": ["costs", "sources", "closed"],
            "compares": [],
            "concerns": None,
            "answers": {
                "middle_manager": answer(
                    "answered", "Ett år.", "Eitt år.", QUOTE, brief={"nb": "ett år", "nn": "eitt år", "citations": [QUOTE]}
                ),
                "top_leader": answer(
                    "not_in_sources", "Det står ikke.", "Det står ikkje.", QUOTE, brief={"nb": "ukjent", "nn": "ukjend", "citations": []}
                ),
            },
        },
        "costs": {
            "title": {"nb": "Kostnader", "nn": "Kostnader"},
            "question": {"nb": "Hva koster {programme}?", "nn": "Kva kostar {programme}?"},
            "related": ["duration"],
            "compares": [],
            "concerns": "middle_manager",
            "answers": {
                "middle_manager": answer("answered", "Kommunen betaler.", "Kommunen betaler.", OTHER, QUOTE),
                "top_leader": answer("not_in_sources", "Ukjent pris.", "Ukjend pris.", QUOTE),
            },
        },
        "sources": {
            "title": {"nb": "Kilder", "nn": "Kjelder"},
            "question": {"nb": "Hvor står det?", "nn": "Kvar står det?"},
            "related": [],
            "compares": [],
            "concerns": None,
            "answers": {"both": answer("not_in_sources", "I brevet.", "I brevet.", OTHER)},
        },
    },
}

COMPARING: dict[str, Any] = KNOWLEDGE | {
    "topics": KNOWLEDGE["topics"]
    | {
        "compare": {
            "title": {"nb": "Forskjell", "nn": "Skilnad"},
            "question": {"nb": "Hva er forskjellen?", "nn": "Kva er skilnaden?"},
            "related": ["costs"],
            "compares": ["duration"],
            "concerns": None,
            "answers": {"both": answer("answered", "Brevet sier:", "Brevet seier:", OTHER, QUOTE)},
        }
    }
}
