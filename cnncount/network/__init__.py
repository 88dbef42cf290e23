"""The counted network: its tree, the walk that builds it, and what is computed from it."""
