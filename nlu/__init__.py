"""Rasa graph components: understanding Norwegian questions about the two programmes."""
