"""Layers that move or copy elements, and compute little or nothing."""
