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
        "about_service": "Om tjenesten",
        "other_standard": "Les på nynorsk",
        "other_chat": "Bytt til nynorsk",
        "own_page": "Åpne samtalen på egen side",
        "privacy": "Personvern",
        "accessibility": "Tilgjengelighet",
        "demo": "Slik ser det ut på en nettside",
        "demo_lead": "Nede i hjørnet åpner du Lederkompasset. Det svarer på spørsmål om den nasjonale "
        "lederutdanningen for mellomledere i kommuner og fylkeskommuner "
        "og om det felles topplederprogrammet for spesialisthelsetjenesten og kommunene.",
        "demo_embed": "To linjer setter det inn på en hvilken som helst side:",
        "demo_attributes": "Målform, plassering og navn velger du med attributter. "
        "Siden må stå på listen over nettsteder som får bruke tjenesten (ALLOWED_ORIGINS).",
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
        "about_service": "Om tenesta",
        "other_standard": "Les på bokmål",
        "other_chat": "Byt til bokmål",
        "own_page": "Opne samtalen på eiga side",
        "privacy": "Personvern",
        "accessibility": "Tilgjenge",
        "demo": "Slik ser det ut på ei nettside",
        "demo_lead": "Nede i hjørnet opnar du Leiarkompasset. Det svarer på spørsmål om den nasjonale "
        "leiarutdanninga for mellomleiarar i kommunar og fylkeskommunar "
        "og om det felles toppleiarprogrammet for spesialisthelsetenesta og kommunane.",
        "demo_embed": "To linjer set det inn på kva side som helst:",
        "demo_attributes": "Målform, plassering og namn vel du med attributt. "
        "Sida må stå på lista over nettstader som får bruke tenesta (ALLOWED_ORIGINS).",
    },
}
