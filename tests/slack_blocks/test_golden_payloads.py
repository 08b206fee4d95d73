"""Every golden question as every message and view: right by three validators, nothing live, nothing of the answer lost."""

from __future__ import annotations

import pytest

from bot.assistant import Turn
from bot.surfaces.slack import ids, modals
from bot.surfaces.slack.messages import answer_message
from bot.surfaces.slack.mrkdwn import clean
from tests.asking import assistant, new_thread
from tests.golden_lines import conversations, read_lines
from tests.slack_blocks.payloads import TURN, faults, seen

SHARDS = 2  # Few, since every shard looks once at the replies that many questions get.
CONVERSATIONS = list(conversations(read_lines()).values())


@pytest.mark.parametrize("shard", range(SHARDS))
def test_every_payload_of_a_golden_question_is_right(shard: int) -> None:
    """In the light of the conversation that the question stands in; a reply that another question got too is looked at once."""
    wrong: list[str] = []
    told: set[tuple[str, ...]] = set()
    for lines in CONVERSATIONS[shard::SHARDS]:
        thread = new_thread()
        for line in lines:
            turn = assistant().ask(line.q, thread)
            reply = (turn.reply.status, turn.reply.text, *(citation.quote for citation in turn.reply.citations))
            if reply in told:
                continue
            told.add(reply)
            wrong += [f"{line.id}: {fault}" for fault in (*faults(turn, assistant()), *lost(turn))]
    assert not wrong, "\n".join(wrong[:20])


def lost(turn: Turn) -> list[str]:
    """What of a reply neither its message nor its pages show."""
    message = answer_message(turn, TURN, assistant())
    shown = seen(message.blocks)
    pieces = [line.removeprefix("- ") for line in turn.reply.text.split("\n")] + [citation.quote for citation in turn.reply.citations]
    if f"'{ids.REST}'" in str(message.blocks):
        shown = pages(turn)
    words = shown.replace("\n", " ")
    sentences = [sentence for piece in pieces for sentence in _sentences(clean(piece).replace("\n", " "))]
    return [f"lost: {sentence}" for sentence in sentences if sentence not in words and not _in_a_table(sentence, words)]


def pages(turn: Turn) -> str:
    """All pages of the rest as one."""
    found: list[str] = []
    while True:
        view = modals.rest_modal(turn, TURN, assistant(), len(found))
        found.append(seen(view["blocks"]))
        if f"'{ids.REST}:{len(found)}'" not in str(view):
            return "\n".join(found)


def _sentences(text: str) -> list[str]:
    """Parts of a text that may be shown apart: the conditions of an answer come as a list, examples as buttons."""
    return [part.strip() for part in text.replace("? ", "?. ").replace(": ", ":. ").split(". ") if part.strip(" .:")]


def _in_a_table(row: str, words: str) -> bool:
    """Whether the names of a row are all there: "product (data)", its regions."""
    return all(part.strip(" ):") in words for part in row.split("("))
