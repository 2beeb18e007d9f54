"""Addresses of the list of conversations, with the filters that a bar or a row of the overview stands for."""

from __future__ import annotations

from urllib.parse import urlencode

from api.store.local_days import Days

LIST = "/staff/samtaler"


def conversations_link(days: Days, **filters: str) -> str:
    """The list of conversations of these days."""
    return f"{LIST}?{urlencode({'from': days.first.isoformat(), 'to': days.last.isoformat(), **filters})}"
