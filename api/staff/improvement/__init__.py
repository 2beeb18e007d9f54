"""The console's pages from log to better answer: unanswered questions, proposals, the entry editor."""
