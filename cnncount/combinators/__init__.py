"""The combinators: ways to put layers together, a file each. A file here is found by being here."""
