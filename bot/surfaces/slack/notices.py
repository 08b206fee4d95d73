"""Everything short that Onde says besides answers: refusals, thanks, help, prompts and status."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from bot.assistant import Assistant
from bot.surfaces.slack.elements import MOST_LABEL, actions, section
from bot.surfaces.slack.examples import example_buttons, examples
from bot.surfaces.slack.messages import MOST_TEXT, Message
from bot.surfaces.slack.mrkdwn import clean, cut, cut_escaped
from bot.understanding.linking.lexicon import phrase_words

# external: a Slack Connect channel or a guest; not_kept: the store cannot write now; gone: the turn was purged or forgotten, or its button is
# stale; failed: something else went wrong; empty: a message without any text (an image, say); cannot_share: the channel does not let the app in;
# unidentified: Slack did not tell who asks; withdrawn: a reason came for a vote that there is no more;
# not_opened, no_reason: a modal could not be opened, for something wanted and for the reason of a vote. Of the review: not_maintainer: who
# clicked may not; item_gone: the item is gone with all that it was about; not_fixed: nobody is told of what is not fixed (any more).
Refusal = Literal["external", "unidentified", "not_kept", "gone", "failed", "empty", "cannot_share", "withdrawn", "not_opened", "no_reason",
                  "not_maintainer", "item_gone", "not_fixed"]  # fmt: skip
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
    return _sentence(assistant.phrasing(language).phrases[f"slack_refusal_{kind}"])


def thanks(outcome: Outcome, assistant: Assistant, language: str) -> Message:
    """What a voter sees: the vote was kept, changed or withdrawn, or its reason was kept."""
    return _sentence(assistant.phrasing(language).phrases[f"slack_thanks_{outcome}"])


def help_message(assistant: Assistant, language: str, command: str) -> Message:
    """What `/onde` alone and `/onde help` say; `command` is the command's name as typed. Examples are buttons (EXAMPLE)."""
    phrasing = assistant.phrasing(language)
    phrases = phrasing.phrases
    paragraphs = [
        phrases["help"],
        phrasing.phrase("slack_help_command", command=cut(clean(command), MOST_LABEL)),
        phrases["slack_help_mention"],
        phrasing.phrase("slack_help_shortcut", names=_shortcut_names(assistant, language)),
        phrases["slack_help_votes"],
    ]
    told = [*paragraphs, phrases["examples"], *(f"- {example}" for example in examples(assistant, language))]
    blocks = [*map(section, paragraphs), section(phrases["examples"]), *actions(example_buttons(assistant, language))]
    return Message(cut_escaped("\n".join(told), MOST_TEXT), blocks)


def asks_for_help(assistant: Assistant, text: str) -> bool:
    """Whether a text is nothing but a word for help, in any language of the knowledge."""
    asked = phrase_words(text)
    return any(asked == phrase_words(word) for known in assistant.knowledge.languages.values() for word in known.file.cues["help"])


def _shortcut_names(assistant: Assistant, language: str) -> str:
    """The shortcut's name in every language, the reader's first: the workspace has the one of its manifest, whoever reads."""
    codes = sorted(assistant.knowledge.languages, key=lambda code: code != language)
    names = dict.fromkeys(f"“{assistant.phrasing(code).phrases['manifest_shortcut']}”" for code in codes)
    return f" {assistant.phrasing(language).phrases['list_or']} ".join(names)


def suggested_prompts(assistant: Assistant, language: str) -> Prompts:
    """For assistant.threads.setSuggestedPrompts and for the manifest."""
    prompts = [Prompt(cut(clean(text), MOST_LABEL), clean(text)) for text in examples(assistant, language)]
    return Prompts(assistant.phrasing(language).phrases["slack_prompts_title"], prompts)


def working(assistant: Assistant, language: str) -> Status:
    """For assistant.threads.setStatus."""
    phrases = assistant.phrasing(language).phrases
    return Status(phrases["slack_working"], [phrases["slack_loading_reading"], phrases["slack_loading_proof"]])


def shared_notice(assistant: Assistant, language: str) -> Message:
    """What replaces a private answer once it was shared."""
    return _sentence(assistant.phrasing(language).phrases["slack_shared"])


def _sentence(text: str) -> Message:
    return Message(cut_escaped(text, MOST_TEXT), [section(text)])
