"""Answers as people print them: reading a key, and judging a count against it."""
