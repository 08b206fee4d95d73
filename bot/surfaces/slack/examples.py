"""Example questions that the knowledge at hand can answer, for whoever does not know what to ask."""

from __future__ import annotations

from bot.assistant import Assistant

MOST_EXAMPLES = 4  # Slack shows at most four suggested prompts.


def spoken(assistant: Assistant, locale: str) -> str:
    """The language for somebody with a Slack locale such as "pt-BR": its code where the knowledge has it, else the first language."""
    raise NotImplementedError


def examples(assistant: Assistant, language: str) -> list[str]:
    """One to four example questions, the same at every call with the same knowledge."""
    raise NotImplementedError


def example_of(assistant: Assistant, value: object) -> str | None:
    """The question of a clicked EXAMPLE, by its button's value; None where it names none (also after the knowledge has changed)."""
    raise NotImplementedError
