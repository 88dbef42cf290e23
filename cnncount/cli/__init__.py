"""The command line: a file per command; arguments are read here, and nothing is computed."""
