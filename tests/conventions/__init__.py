"""Conventions, held against the papers and the tools that they stand for."""
