"""A small compiled knowledge: one letter, a topic answered for each programme, one for both, one that concerns one programme."""

from __future__ import annotations

from typing import Any

QUOTE = {"source": "brev-2020", "section": "Opplegg", "quote": "Utdanningen varer ett år."}
OTHER = {"source": "brev-2020", "section": "Ressurser", "quote": "Reisen betales av kommunen."}


def answer(status: str, nb: str, nn: str, *citations: dict[str, str]) -> dict[str, Any]:
    return {"status": status, "nb": nb, "nn": nn, "citations": list(citations)}


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
            "concerns": None,
            "answers": {
                "middle_manager": answer("answered", "Ett år.", "Eitt år.", QUOTE),
                "top_leader": answer("not_in_sources", "Det står ikke.", "Det står ikkje.", QUOTE),
            },
        },
        "costs": {
            "title": {"nb": "Kostnader", "nn": "Kostnader"},
            "question": {"nb": "Hva koster {programme}?", "nn": "Kva kostar {programme}?"},
            "related": ["duration"],
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
            "concerns": None,
            "answers": {"both": answer("not_in_sources", "I brevet.", "I brevet.", OTHER)},
        },
    },
}
