"""From a message to what is asked: language, mentions, clauses, questions."""
