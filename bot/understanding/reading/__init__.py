"""A clause read as a question: its kind, places, numbers, dates, and what is left out of it."""
