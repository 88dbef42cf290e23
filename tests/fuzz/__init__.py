"""Hostile input of every kind, made at random from a seed, and judged by what the program does.

`python -m tests.fuzz --help` runs many cases; `test_fuzz.py` runs a few.
"""
