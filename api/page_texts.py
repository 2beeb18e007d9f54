"""The fixed words of the server-rendered pages, in both written standards."""

from __future__ import annotations

PAGE_TEXTS = {
    "nb": {
        "product": "Lederkompasset",
        "skip": "Hopp til innholdet",
        "to_chat": "Til samtalen",
        "to_sources": "Alle kildene",
        "sources": "Kildene",
        "sources_lead": "Svarene i Lederkompasset bygger på disse dokumentene. De står her slik avsenderen skrev dem.",
        "sender": "Avsender",
        "receiver": "Mottaker",
        "year": "År",
        "kind": "Type",
        "marked": "Stedet som er sitert i svaret, er markert.",
        "to_marked": "Gå til sitatet",
        "sources_label": "Kilder",
        "error": "Feil",
    },
    "nn": {
        "product": "Leiarkompasset",
        "skip": "Hopp til innhaldet",
        "to_chat": "Til samtalen",
        "to_sources": "Alle kjeldene",
        "sources": "Kjeldene",
        "sources_lead": "Svara i Leiarkompasset byggjer på desse dokumenta. Dei står her slik avsendaren skreiv dei.",
        "sender": "Avsendar",
        "receiver": "Mottakar",
        "year": "År",
        "kind": "Type",
        "marked": "Staden som er sitert i svaret, er markert.",
        "to_marked": "Gå til sitatet",
        "sources_label": "Kjelder",
        "error": "Feil",
    },
}
