"""The cross-check: models built from specs, held against the counts."""
