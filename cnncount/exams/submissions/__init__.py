"""Students' answers as files. They are not trusted: their size is bounded, and nothing is run."""
