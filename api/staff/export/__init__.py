"""Take conversations out of /staff/eksport: as tables, as JSON Lines, and reviewed turns as Rasa's training data and stories."""
