"""Who may review: those whom the operator named, by id or by a user group; looked up anew at every click."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Collection
from typing import Literal

from bot.logs import Log
from bot.surfaces.slack.api import Api
from bot.surfaces.slack.people import People, Person

# How long what Slack tells of a group or a person counts (of groups it takes about 20 calls a minute), and how long it may take to tell: a
# click's trigger lasts three seconds in all.
FRESH_SECONDS = 10.0
_GROUP_SECONDS = 1.0
_PERSON_SECONDS = 1.0
_REMEDY = "grant the scope usergroups:read, and check the groups in ONDE_MAINTAINERS"

# granted, or why not: no maintainer, a guest or of another organisation, or Slack does not tell now.
Right = Literal["granted", "not_maintainer", "external", "unidentified"]


class Maintainers:
    """The people and user groups of ONDE_MAINTAINERS. Guests and people of other organisations are none, whoever names them."""

    def __init__(self, named: Collection[str], api: Api, people: People, log: Log) -> None:
        """`named` are ids of people (U..., W...) and of user groups (S...)."""
        self._people_named = frozenset(name for name in named if not name.startswith("S"))
        self._groups = tuple(sorted(name for name in named if name.startswith("S")))
        self._api, self._people, self._log = api, people, log
        self._lock = threading.Lock()
        self._members: dict[str, tuple[float, frozenset[str]]] = {}

    @property
    def are_named(self) -> bool:
        """Whether there is any review at all."""
        return bool(self._people_named or self._groups)

    def right_of(self, team: str, user: str, *, foreign: bool = False) -> Right:
        """Whether somebody may review now; waits for Slack for less than three seconds, most often not at all.

        `foreign` tells that the click itself says that they are of another organisation.
        """
        if not self.are_named:
            return "not_maintainer"
        if foreign:
            return "external"
        member = self._is_named(user)
        if member is False:
            return "not_maintainer"
        asked = time.monotonic()
        person: Person = self._people.wait(team, user, _PERSON_SECONDS, FRESH_SECONDS)
        if person.external:
            return "external"
        return "granted" if member and person.told > asked - FRESH_SECONDS else "unidentified"

    def _is_named(self, user: str) -> bool | None:
        """None where Slack does not tell."""
        if user in self._people_named:
            return True
        told = [self._group(group) for group in self._groups]
        if any(members is not None and user in members for members in told):
            return True
        return None if None in told else False

    def _group(self, group: str) -> frozenset[str] | None:
        """The members of a group, not older than they may be; None where Slack does not tell."""
        with self._lock:
            found = self._members.get(group)
            if found is not None and time.monotonic() - found[0] < FRESH_SECONDS:
                return found[1]
            asked = time.monotonic()
            outcome = self._api.read("usergroups.users.list", _GROUP_SECONDS, usergroup=group)
            if outcome.kind != "done":
                self._log.event("maintainers", level=logging.ERROR, decision="unknown", group=group, word=outcome.word, remedy=_REMEDY)
                return None
            users = outcome.answer.get("users")
            members = frozenset(user for user in users if isinstance(user, str)) if isinstance(users, list) else frozenset()
            self._members[group] = (asked, members)
            return members
