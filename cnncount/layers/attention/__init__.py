"""Attention: positions that look at one another."""
