"""The curated knowledge: letters, entries, checks, the compiled form and the replies made from it."""
