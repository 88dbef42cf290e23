"""Answer keys: an author's questions and answers, held against what is counted."""
