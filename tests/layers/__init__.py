"""The layers' formulas: against the witness, against the literature, and what they refuse."""
