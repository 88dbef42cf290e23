"""The spec language: YAML text to an expression tree that knows its places."""
