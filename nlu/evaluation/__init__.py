"""The figures of understanding, in the engine's environment: `python -m nlu.evaluation` (part of `make evaluate`).

Needs a trained model (`kompass train`); nothing here runs in the assistant.
"""
