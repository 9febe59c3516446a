"""The rules: facts in, answer and reason out. Pure Python: no Django, clock, network; learned weights are read."""
