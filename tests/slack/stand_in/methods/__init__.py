"""The methods of the Web API that the app uses, a file for each family."""

from tests.slack.stand_in.methods import assistant, chat, conversations, people, views
from tests.slack.stand_in.methods.registry import METHODS, Method

__all__ = ["METHODS", "Method", "assistant", "chat", "conversations", "people", "views"]
