"""The rules: facts in, answer and reason out. Pure Python: no Django, no clock, no disk, no network."""
