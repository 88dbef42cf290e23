"""Answers as people type them, read: a number, a shape, or the chain of a calculation."""
