"""The store of conversations, turns and feedback: models, queries, migrations."""
