"""The console's pages of conversations: the list with its filters, the transcript, the reviewers' verdicts."""
