"""The cross-check: PyTorch models built from specs, and what other counters say of them."""
