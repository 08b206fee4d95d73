"""Everything short that Onde says besides answers: refusals, thanks, help, prompts and status."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from bot.assistant import Assistant
from bot.surfaces.slack.messages import Message

# external: a Slack Connect channel or a guest; not_kept: the store cannot write now; gone: the turn was purged or forgotten, or its button is
# stale; failed: something else went wrong; too_many: more questions than one person may ask in a minute; empty: a message without any text
# (an image, say); cannot_share: the channel does not let the app in.
Refusal = Literal["external", "not_kept", "gone", "failed", "too_many", "empty", "cannot_share"]
Outcome = Literal["kept", "changed", "withdrawn", "explained"]


class Prompt(Struct, frozen=True):
    """A suggested prompt: what its button says, and the question that it asks."""

    title: str
    message: str


class Prompts(Struct, frozen=True):
    """Suggested prompts, at most four, under their title."""

    title: str
    prompts: list[Prompt]


class Status(Struct, frozen=True):
    """What is shown while Onde works: after its name, and in turn where Slack shows several."""

    text: str
    loading: list[str]


def refusal(kind: Refusal, assistant: Assistant, language: str) -> Message:
    """A polite, honest sentence for what is not done."""
    raise NotImplementedError


def thanks(outcome: Outcome, assistant: Assistant, language: str) -> Message:
    """What a voter sees: the vote was kept, changed or withdrawn, or its reason was kept."""
    raise NotImplementedError


def help_message(assistant: Assistant, language: str, command: str) -> Message:
    """What `/onde` alone and `/onde help` say; `command` is the command's name as typed. Examples are buttons (EXAMPLE)."""
    raise NotImplementedError


def suggested_prompts(assistant: Assistant, language: str) -> Prompts:
    """For assistant.threads.setSuggestedPrompts and for the manifest."""
    raise NotImplementedError


def working(assistant: Assistant, language: str) -> Status:
    """For assistant.threads.setStatus."""
    raise NotImplementedError


def shared_notice(assistant: Assistant, language: str) -> Message:
    """What replaces a private answer once it was shared."""
    raise NotImplementedError
