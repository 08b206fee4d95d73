"""Example questions that the knowledge at hand can answer, for whoever does not know what to ask."""

from __future__ import annotations

from bot.answering.common.findings import Names
from bot.assistant import Assistant
from bot.surfaces.slack.elements import Element, button
from bot.surfaces.slack.ids import EXAMPLE, example_value, numbered, read_example

MOST_EXAMPLES = 4  # Slack shows at most four suggested prompts.


def spoken(assistant: Assistant, locale: str) -> str:
    """The language for somebody with a Slack locale such as "pt-BR": its code where the knowledge has it, else the first language."""
    code = locale.replace("_", "-").partition("-")[0].lower()
    return code if code in assistant.knowledge.languages else next(iter(assistant.knowledge.languages))


def examples(assistant: Assistant, language: str) -> list[str]:
    """One to four example questions, the same at every call with the same knowledge."""
    phrasing = assistant.phrasing(language)
    products = [product.name for product in assistant.knowledge.products.values()]
    regions = [phrasing.names(Names("region", (code,), "in")) for code in assistant.knowledge.regions]
    found = [phrasing.phrase("example_where", product=products[0])] if products else []
    if regions:
        found.append(phrasing.phrase("example_logs", regions=regions[-1]))
    if products and regions:
        found.append(phrasing.phrase("slack_example_is", product=products[-1], regions=regions[0]))
    if len(products) > 1:
        found.append(phrasing.phrase("slack_example_compare", product=products[0], other=products[1]))
    return found[:MOST_EXAMPLES]


def example_of(assistant: Assistant, value: object) -> str | None:
    """The question of a clicked EXAMPLE, by its button's value; None where it names none (also after the knowledge has changed)."""
    clicked = read_example(value)
    if clicked is None or clicked.language not in assistant.knowledge.languages:
        return None
    known = examples(assistant, clicked.language)
    return known[clicked.index] if clicked.index < len(known) else None


def example_buttons(assistant: Assistant, language: str) -> list[Element]:
    """The examples as buttons."""
    known = examples(assistant, language)
    return [button(text, numbered(EXAMPLE, index), example_value(language, index)) for index, text in enumerate(known)]
