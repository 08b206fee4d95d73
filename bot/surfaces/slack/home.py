"""The Home tab: what can be asked, the article, the asker's recent questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from bot.assistant import Assistant

View = dict[str, Any]


class Recent(Protocol):
    """A question that somebody asked: the part of a stored turn that is shown again."""

    @property
    def id(self) -> str: ...

    @property
    def question(self) -> str: ...


def home_view(assistant: Assistant, language: str, recent: Sequence[Recent], *, more: Sequence[dict[str, Any]] = ()) -> View:
    """The view for views.publish, examples first; `recent` newest first, `more` blocks (of maintainers, say) go below all else."""
    raise NotImplementedError
