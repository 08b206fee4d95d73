"""What a message holds for each kind of reply, in which order, and what its buttons carry."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from bot.surfaces.slack import ids
from bot.surfaces.slack.bodies import Measure
from bot.surfaces.slack.messages import MOST_CHOICE_BUTTONS, Message, answer_message
from tests.asking import assistant
from tests.slack_blocks.payloads import TURN, faults, notices_of, seen, views_of_none
from tests.slack_blocks.validators import wrong_in_message, wrong_in_view

ANSWERED, TABLE, CHOICES, UNKNOWN, HELP = (
    "Is Freshteam hosted in India?", "Which products can be hosted in India?", "Is India possible?", "What does it cost?", "hello",
)  # fmt: skip


def message(question: str, **options: Any) -> Message:
    """The message that answers a question."""
    return answer_message(assistant().ask(question), TURN, assistant(), **options)


def elements(shown: Message, action: str) -> list[dict[str, Any]]:
    """The elements with an action, in order."""
    found = [element for block in shown.blocks if "actions" in block["type"] for element in block["elements"]]
    return [element for element in found if ids.pattern(action).search(element["action_id"])]


def test_an_answer_reads_from_the_verdict_to_the_source() -> None:
    """Line by line, as a phone shows it."""
    shown = message(ANSWERED)
    assert [block["type"] for block in shown.blocks] == ["rich_text", "rich_text", "context_actions", "actions"]
    assert seen(shown.blocks).split("\n") == [
        "No. Freshteam data can be hosted in the US and the EEA. The article does not list India for this.",
        "Freshworks provides several locations to host data, upon purchase of Data Hosting Options. The article gives no price.",
        "“Disponível nos EUA e EEE”",
        "“O Freshworks fornece vários locais para hospedar dados (mediante a compra de Opções de Hospedagem de Dados).”",
        "Hospedagem de dados Freshworks › Hospedagem de dados · modified 2022-08-05",
        "Helpful",
        "Not helpful",
        "Em português",
        "Copy for the customer",
        "Why this answer",
    ]
    verdict = shown.blocks[0]["elements"][0]["elements"][0]
    assert verdict == {"type": "text", "text": "No.", "style": {"bold": True}}


def test_the_text_says_the_same_with_the_address_and_the_quotes() -> None:
    """For notifications and screen readers: answer first."""
    text = message(ANSWERED).text
    reply = assistant().ask(ANSWERED).reply
    assert text.startswith(reply.text)
    assert reply.citations[0].url in text
    assert all(citation.quote in text and citation.section in text for citation in reply.citations)


def test_several_rows_are_one_table() -> None:
    """With a head, and a column for data where a row names some."""
    tables = [block for block in message(TABLE).blocks if block["type"] == "table"]
    assert len(tables) == 1
    rows = [[cell["text"] for cell in row] for row in tables[0]["rows"]]
    assert rows[0] == ["Product", "Data", "Hosting"]
    assert rows[2] == ["Freshdesk", "call recordings and chat messages", "the US and the EEA"]
    assert ["Freshsales", "all data", "the US, the EEA, India and Australia"] in rows


def test_two_lists_are_a_table_and_lines() -> None:
    """Slack allows one table a message."""
    question = "Quais produtos ficam na Índia? E quais produtos ficam só nos EUA?"
    turn = assistant().ask(question)
    assert sum(bool(asked.finding.rows) for asked in turn.understood.asked) == 2
    shown = message(question)
    assert sum(block["type"] == "table" for block in shown.blocks) == 1
    assert "Freshstatus: EUA" in seen(shown.blocks)


def test_thumbs_carry_the_vote_and_the_turn() -> None:
    """Under answers, clarifications and unknowns, not under help."""
    for question in (ANSWERED, TABLE, CHOICES, UNKNOWN):
        (thumbs,) = elements(message(question), ids.VOTE)
        assert ids.read_vote(thumbs["positive_button"]["value"]) == ids.VoteClick("up", TURN)
        assert ids.read_vote(thumbs["negative_button"]["value"]) == ids.VoteClick("down", TURN)
    assert elements(message(HELP), ids.VOTE) == []


def test_choices_are_buttons_that_carry_their_index() -> None:
    """In the order of the reply's suggestions."""
    offered = assistant().ask(CHOICES).reply.suggestions
    found = elements(message(CHOICES), ids.CHOICE)
    assert [button["text"]["text"] for button in found] == offered
    assert [ids.read_indexed(ids.value_of(button)) for button in found] == [ids.Indexed(TURN, index) for index in range(len(offered))]
    assert elements(message(CHOICES), ids.SUGGESTION) == elements(message(CHOICES), ids.COPY) == []


@pytest.mark.parametrize("question", [UNKNOWN, HELP])
def test_an_unknown_and_help_offer_examples_as_buttons(question: str) -> None:
    """And help does not say them twice."""
    shown = message(question)
    offered = assistant().ask(question).reply.suggestions
    assert [button["text"]["text"] for button in elements(shown, ids.SUGGESTION)] == offered != []
    assert all(seen(shown.blocks).count(example) == 1 for example in offered)


def test_many_choices_are_a_list_and_more_than_slack_holds_are_told() -> None:
    """Up to ten buttons, up to 60 options; where not all products are among them, a line that asks to write the name."""
    turn = assistant().ask(CHOICES)
    for count in (1, MOST_CHOICE_BUTTONS, MOST_CHOICE_BUTTONS + 1, 60, 61, 3_000):
        reply = replace(turn.reply, suggestions=[f"Product {number}" for number in range(count)])
        given = replace(turn, reply=reply)
        assert faults(given, assistant()) == []
        shown = answer_message(given, TURN, assistant())
        found = elements(shown, ids.CHOICE)
        offered = found[0]["options"] if len(found) == 1 and "options" in found[0] else found
        assert len(offered) == min(count, 60)
        assert ids.read_indexed(offered[-1]["value"]) == ids.Indexed(TURN, min(count, 60) - 1)
        assert ("Write its name" in seen(shown.blocks)) == (count > 60 or count < len(assistant().knowledge.products))


def test_another_language_offers_the_first_again() -> None:
    """Named in the language that it leads to."""
    for question, label, code in (("onde fica o Freshteam?", "In English", "en"), (ANSWERED, "Em português", "pt")):
        (button,) = elements(message(question), ids.LANGUAGE)
        assert button["text"]["text"] == label
        assert ids.read_in_language(button["value"]) == ids.InLanguage(TURN, code)


def test_sharing_is_offered_in_private_and_the_question_shown_where_nobody_saw_it() -> None:
    """Without Slack's mentions; a clarification is not shared."""
    asked = f"<@U0123ABC> {ANSWERED} <https://evil.example|here> &amp; now"
    private, shared, thread = (message(asked, audience=audience) for audience in ("private", "shared", "thread"))
    assert ids.read_turn(elements(private, ids.SHARE)[0]["value"]) == TURN
    assert elements(shared, ids.SHARE) == elements(thread, ids.SHARE) == elements(message(CHOICES, audience="private"), ids.SHARE) == []
    for shown in (private, shared):
        assert seen(shown.blocks).startswith(f"Question: {ANSWERED} here & now\n")
        assert f"Question: {ANSWERED} here &amp; now" in shown.text
        assert shown.text.startswith("No.")
    assert "Question:" not in seen(thread.blocks) + thread.text


def test_what_a_misspelt_name_was_taken_for_comes_after_the_answer() -> None:
    """The answer first."""
    lines = seen(message("onde fica o freshscor?").blocks).split("\n")
    assert lines[0] == "Os dados do Freshscore podem ser hospedados nos EUA."
    assert lines[1] == 'Li "freshscor" como Freshscore.'


def test_the_rest_is_offered_where_something_is_left_out_and_only_there() -> None:
    """Quotes that are not shown are counted."""
    assert elements(message(ANSWERED), ids.REST) == []
    question = "list all products with their regions"
    long = message(question)
    assert ids.read_indexed(elements(long, ids.REST)[0]["value"]) == ids.Indexed(TURN, 0)
    assert f"Further quotes: {len(assistant().ask(question).reply.citations) - Measure().quotes}" in seen(long.blocks)


def test_of_many_quotes_those_are_shown_that_prove_the_answers() -> None:
    """Each question's own; where data are before which data these are, and lists of data where they are the answer."""
    both = seen(message("Where is Freshdesk hosted? Which products can be hosted in Australia? For how long are logs kept?").blocks)
    assert "“Os logs são armazenados por um período de 1 ano" in both
    listed = seen(message("Which products can be hosted in Australia?").blocks)
    assert "“Disponível nos EUA, EEE e AU”" in listed and "“Dados do ticket, dados do solicitante/contato" not in listed
    assert "“Dados do ticket, dados do solicitante/contato" in seen(message("What data does Freshdesk hold?").blocks)


@pytest.mark.parametrize("language", sorted(assistant().knowledge.languages))
def test_everything_that_belongs_to_no_reply_is_right(language: str) -> None:
    """Refusals, thanks, help; modals that need no turn; the Home tab of somebody new."""
    for shown in notices_of(assistant(), language):
        assert wrong_in_message({"text": shown.text, "blocks": shown.blocks}) == []
    for view in views_of_none(assistant(), language):
        assert wrong_in_view(view) == []


def test_titles_and_labels_are_written_within_their_limits() -> None:
    """So that none is cut: titles of modals 24 characters, labels of buttons 75, in every language."""
    titles = {"copy", "why", "rest_title", "reason_title", "refusal_title", "thanks_title", "close", "done", "send"}
    labels = {"vote_up", "vote_down", "in_this_language", "copy", "why", "rest", "share", "next", "previous", "home_again", "choose", "language"}
    for words in assistant().knowledge.languages.values():
        for limit, keys in ((24, titles), (75, labels | {key[6:] for key in words.phrases if key.startswith("slack_reason_")})):
            long = {key: words.phrases[f"slack_{key}"] for key in keys if len(words.phrases[f"slack_{key}"]) > limit}
            assert not long, f"{words.file.code}: over {limit} characters: {long}"
