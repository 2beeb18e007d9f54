"""From log to better answer: clusters of questions, changes of files, candidates that are tried, publication and roll-back."""
