"""Received files: read within bounds, turned into headed paragraphs, guessed at, kept as drafts until an editor has confirmed them."""
