"""Naive layers that count each operation as they perform it: a witness for the formulas."""
