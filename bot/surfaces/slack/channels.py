"""Which channels are shared with other organisations, as far as that can be known."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

from bot.surfaces.slack.api import Api

_FRESH_SECONDS = 600.0
_MOST_CHANNELS = 10_000
_PATIENCE_SECONDS = 2.0


class Channels:
    """Remembers for ten minutes what events and Slack tell of channels.

    Events say whether their channel is shared; commands, shortcuts and clicks do not. For these Slack is asked, which needs the optional scope
    channels:read or groups:read, and of a private channel it tells only where Onde is a member. Where it does not tell, nothing can be known: then
    the channel counts as not shared, for else no command would be answered without those scopes.
    """

    def __init__(self, api: Api) -> None:
        self._api = api
        self._lock = threading.Lock()
        self._known: OrderedDict[str, tuple[float, bool]] = OrderedDict()

    def remember(self, channel: str, shared: bool) -> None:
        """What an event or Slack told."""
        with self._lock:
            self._known[channel] = (time.monotonic(), shared)
            self._known.move_to_end(channel)
            if len(self._known) > _MOST_CHANNELS:
                self._known.popitem(last=False)

    def is_shared(self, channel: str) -> bool:
        """Whether a channel is known to be shared; waits for Slack where nothing was heard of it."""
        if channel[:1] not in ("C", "G"):
            return False
        with self._lock:
            found = self._known.get(channel)
        if found is not None and time.monotonic() - found[0] < _FRESH_SECONDS:
            return found[1]
        outcome = self._api.read("conversations.info", _PATIENCE_SECONDS, channel=channel)
        if outcome.kind == "done":
            told = outcome.answer.get("channel")
            shared = isinstance(told, dict) and any(told.get(name) is True for name in ("is_ext_shared", "is_pending_ext_shared"))
        elif outcome.kind == "final":
            shared = bool(found and found[1])  # Once shared counts as shared until Slack says otherwise.
        else:
            return bool(found and found[1])
        self.remember(channel, shared)
        return shared
