"""Rasa actions: thin, each reads slots, calls a pure function and utters."""
