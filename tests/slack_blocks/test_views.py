"""Modals and the Home tab: what they say and carry; notices and examples."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from bot.surfaces.slack import home, ids, modals, notices
from bot.surfaces.slack.examples import MOST_EXAMPLES, example_of, examples, spoken
from tests.asking import assistant
from tests.slack_blocks.payloads import TURN, Asked, seen

LANGUAGES = sorted(assistant().knowledge.languages)
QUESTION = "Is Freshteam hosted in India?"


def shown(view: dict[str, Any]) -> str:
    """All that a person reads of a view."""
    return seen([view["title"], *view["blocks"]])


def test_the_copy_is_the_answer_with_source_date_and_address() -> None:
    """As plain text, without what only the asker needs."""
    view = modals.copy_modal(assistant().ask("is freshteem in India?"), TURN, assistant())
    (text,) = [block["element"]["initial_value"] for block in view["blocks"] if block["type"] == "input"]
    assert text.split("\n") == [
        "No. Freshteam data can be hosted in the US and the EEA. The article does not list India for this.",
        "Freshworks provides several locations to host data, upon purchase of Data Hosting Options. The article gives no price.",
        "",
        "Source: Hospedagem de dados Freshworks (modified 2022-08-05)",
        "https://ajuda.bravosolutions.com.br/support/solutions/articles/48001219790-hospedagem-de-dados-freshworks",
    ]


def test_the_copys_language_is_chosen_there() -> None:
    """The one shown is chosen; inputs are named anew for each language, since Slack keeps the text of a name that stays."""
    views = {
        code: modals.copy_modal(assistant().ask(question), TURN, assistant())
        for code, question in (("en", QUESTION), ("pt", "onde fica o Freshteam?"))
    }
    for code, view in views.items():
        select = view["blocks"][0]["elements"][0]
        assert ids.read_in_language(select["initial_option"]["value"]) == ids.InLanguage(TURN, code)
        chosen = [ids.read_in_language(option["value"]) for option in select["options"]]
        assert sorted(found.language for found in chosen if found) == LANGUAGES
    assert len({block["block_id"] for view in views.values() for block in view["blocks"] if "block_id" in block}) == 2


def test_why_tells_what_was_understood_the_facts_and_the_quotes() -> None:
    """Also what the conversation filled in, and what was misspelt."""
    thread = "why"
    assistant().ask("Is Freshteam hosted in India?", thread)
    text = shown(modals.why_modal(assistant().ask("and Freshchta?", thread), TURN, assistant()))
    for wanted in (
        "“Freshchta” read as “freshchat”", "Product: Freshchat", "From what was said before: Hosting: India",
        "Freshchat (", "the US, the EEA, India and Australia",
        "“Disponível nos EUA, EEE, IND e AU”", f"knowledge {assistant().knowledge.version}",
    ):  # fmt: skip
        assert wanted in text, text


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What does it cost?", "Not in the article: prices"),
        ("hello", "No question about the article."),
        ("where is xyzzyplugh hosted", "Not understood: "),
    ],
)
def test_why_tells_what_was_refused(question: str, wanted: str) -> None:
    """With no fact that answers it."""
    text = shown(modals.why_modal(assistant().ask(question), TURN, assistant()))
    assert wanted in text
    assert "Nothing in the article answers this." in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_are_sent_and_read(language: str) -> None:
    """As Slack sends them; both may be left out."""
    view = modals.reason_modal(TURN, assistant(), language)
    inputs = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
    assert [option["value"] for option in inputs[ids.REASON_BLOCK]["element"]["options"]] == list(ids.REASONS)
    assert inputs[ids.COMMENT_BLOCK]["element"]["max_length"] == 1_000
    assert all(block["optional"] for block in inputs.values())
    for reason in ids.REASONS:
        assert modals.read_reason(sent(view, reason, " no\x00 \n")) == modals.Judgement(TURN, reason, "no")
    assert modals.read_reason(sent(view, None, None)) == modals.Judgement(TURN, "", "")
    assert modals.read_reason({**view, "state": {}}) == modals.Judgement(TURN, "", "")


def sent(view: dict[str, Any], reason: str | None, comment: object) -> dict[str, Any]:
    """A modal as Slack sends it when it is submitted."""
    option = None if reason is None else {"text": {"type": "plain_text", "text": "x"}, "value": reason}
    values = {
        ids.REASON_BLOCK: {ids.REASON: {"type": "radio_buttons", "selected_option": option}},
        ids.COMMENT_BLOCK: {ids.COMMENT: {"type": "plain_text_input", "value": comment}},
    }
    return {**view, "state": {"values": values}}


def test_a_modal_that_is_none_of_ours_is_not_read() -> None:
    """Another callback, another turn's name, a reason that there is not, a comment too long."""
    view = modals.reason_modal(TURN, assistant(), LANGUAGES[0])
    assert modals.read_reason(sent({**view, "callback_id": ids.WHY_VIEW}, "wrong", "")) is None
    assert modals.read_reason(sent({**view, "private_metadata": "x"}, "wrong", "")) is None
    assert modals.read_reason({}) is None
    assert modals.read_reason(sent(view, "evil", ["x"])) == modals.Judgement(TURN, "", "")
    read = modals.read_reason(sent(view, "other", "x" * 5_000))
    assert read is not None
    assert len(read.comment) == 1_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_shows_examples_the_article_and_recent_questions(language: str) -> None:
    """Newest first, ten at most, each asked again by its button; what is given as more comes last."""
    more = {"type": "section", "text": {"type": "plain_text", "text": "a review"}}
    view = home.home_view(assistant(), language, [Asked(f"{number:032x}", f"<@U1> question {number}") for number in range(30)], more=[more])
    text = seen(view["blocks"])
    about = next(iter(assistant().knowledge.articles.values())).about
    assert all(wanted in text for wanted in (*examples(assistant(), language), about.title, about.url, about.modified, "question 9"))
    assert "question 10" not in text
    assert "<@" not in text
    assert view["blocks"][-1] == more
    again = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    assert [ids.read_turn(button["value"]) for button in again] == [f"{number:032x}" for number in range(10)]
    buttons = [element for block in view["blocks"] if block["type"] == "actions" for element in block["elements"]]
    assert [example_of(assistant(), button["value"]) for button in buttons] == examples(assistant(), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_is_answered_in_its_language(language: str) -> None:
    """So that nobody's first click ends in an unknown."""
    known = examples(assistant(), language)
    assert 1 < len(known) <= MOST_EXAMPLES
    for question in known:
        reply = assistant().ask(question).reply
        assert (reply.status, reply.language) == ("answered", language), question
    prompts = notices.suggested_prompts(assistant(), language).prompts
    assert [prompt.message for prompt in prompts] == known


def test_an_example_that_is_no_longer_there_is_none() -> None:
    """Buttons outlive knowledge."""
    assert example_of(assistant(), ids.example_value(LANGUAGES[0], 99)) is None
    assert example_of(assistant(), "xx:0") is None
    assert example_of(assistant(), None) is None


@pytest.mark.parametrize(("locale", "code"), [("pt-BR", "pt"), ("en_GB", "en"), ("PT", "pt"), ("de-DE", ""), ("", "")])
def test_a_person_is_spoken_to_in_their_language_or_the_first(locale: str, code: str) -> None:
    """By Slack's locale."""
    assert spoken(assistant(), locale) == (code or next(iter(assistant().knowledge.languages)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_thanks_and_refusals_differ_and_help_names_the_command(language: str) -> None:
    """Nobody is thanked for a vote that was not kept."""
    texts = [notices.thanks(outcome, assistant(), language).text for outcome in ("kept", "changed", "withdrawn", "explained")]
    texts += [notices.refusal(kind, assistant(), language).text for kind in get_args(notices.Refusal)]
    assert len(set(texts)) == len(texts)
    assert "/onde-test" in notices.help_message(assistant(), language, "/onde-test").text
    status = notices.working(assistant(), language)
    assert status.text
    assert 1 <= len(status.loading) <= 10
