"""From results to documents: which figures a command shows, in which columns."""
