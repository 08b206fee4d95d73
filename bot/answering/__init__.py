"""From a question to a cited answer: dialogue state, the query over the facts, and the words of the reply."""
