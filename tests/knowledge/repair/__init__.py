"""Tests of the repair of texts that lost æ, ø and å."""
