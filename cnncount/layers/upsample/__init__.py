"""Enlarging a feature map."""
