"""What people do by clicking: buttons, modals, shortcuts, commands. Every one waits until the app has acknowledged, or has not in time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.slack.stand_in import elements, payloads
from tests.slack.stand_in.checks import check_view
from tests.slack.stand_in.hands import Hands
from tests.slack.stand_in.methods import views
from tests.slack.stand_in.model import Message, View
from tests.slack.stand_in.parcels import Outcome, Pending
from tests.slack.stand_in.refusals import Json, Refused
from tests.slack.stand_in.response_urls import answer_interaction

_SECONDS = 60.0


class Interactions(Hands):
    """People who click. What the app does wrong with its acknowledgement is an AssertionError; that none came in time is in the Outcome."""

    def click(self, user: str, where: Message | View, what: str, option: Any = "") -> Outcome:
        """Click an element of a message or view. `what` is its action id, what stands on it, or its value; `option` is what is chosen in it."""
        with self.slack.journal.lock:
            blocks = where.blocks if isinstance(where, Message) else where.content["blocks"]
            element = elements.find(blocks, what)
            action = elements.action(element, what, option)
            if isinstance(where, View) and elements.is_stateful(element):
                where.values.setdefault(element.block_id, {})[element.content["action_id"]] = _held(element, option)
        return self._wait(self.press(user, where, action), user, what)

    def press(self, user: str, where: Message | View, action: Json) -> Pending:
        """Send any action, also one that is not there (any more): `action` is that of the payload without its time. Does not wait."""
        with self.slack.journal.lock:
            person = self.slack.world.person(user)
            if isinstance(where, View):
                payload = payloads.view_actions(self.slack, person, where, action)
            else:
                payload = payloads.message_actions(self.slack, person, self.slack.world.channels[where.channel], where, action)
            return self.slack.send("interactive", payload["trigger_id"], payload)

    def command(self, user: str, channel: str, text: str, command: str = "/onde") -> Outcome:
        """Type a slash command in a channel; "" is the direct messages with the app. What the app acknowledges with is shown."""
        with self.slack.journal.lock:
            self._offered(command)
            person = self.slack.world.person(user)
            place = self.slack.world.channel(channel) if channel else self.slack.world.direct(person)
            form = payloads.command_form(self.slack, person, place, command, text)
            address = self.slack.response_urls[form["response_url"].rpartition("/")[2]]
            pending = self.slack.send("slash_commands", form["trigger_id"], form)
        outcome = self._wait(pending, user, command)
        if outcome.reply:
            answer = {"text": outcome.reply} if isinstance(outcome.reply, str) else outcome.reply
            self._hold_to(lambda: answer_interaction(self.slack, address, answer, "ack"))
        return outcome

    def shortcut(self, user: str, message: Message, callback: str) -> Outcome:
        """Choose a shortcut of the app on a message."""
        with self.slack.journal.lock:
            self._offered(callback)
            channel = self.slack.world.channels[message.channel]
            payload = payloads.message_shortcut(self.slack, self.slack.world.person(user), channel, message, callback)
            pending = self.slack.send("interactive", payload["trigger_id"], payload)
        return self._wait(pending, user, callback)

    def _offered(self, name: str) -> None:
        """Slack offers the commands and shortcuts of an app only where it was granted them."""
        if "commands" not in self.slack.scopes:
            raise AssertionError(f"Slack offers no {name}: the app was not granted the scope commands")

    def global_shortcut(self, user: str, callback: str) -> Outcome:
        """Choose a shortcut of the app from the menu."""
        with self.slack.journal.lock:
            payload = payloads.global_shortcut(self.slack, self.slack.world.person(user), callback)
            pending = self.slack.send("interactive", payload["trigger_id"], payload)
        return self._wait(pending, user, callback)

    def submit_view(self, user: str, view: View, values: Mapping[str, Any] | None = None) -> Outcome:
        """Fill in a modal and send it. `values` by action id, block id or label: a text, an option's text or value, or a list of them.

        What the app answers happens: errors are in the outcome's reply and the modal stays, other modals come, or it closes.
        """
        with self.slack.journal.lock:
            person = self.slack.world.person(user)
            self._fill(view, dict(values or {}))
            payload = payloads.view_submission(self.slack, person, view)
            pending = self.slack.send("interactive", payload["trigger_id"], payload)
        outcome = self._wait(pending, user, "submit")
        if outcome.acked:
            self._hold_to(lambda: self._after_submission(view, outcome.reply))
        return outcome

    def close_view(self, user: str, view: View, cleared: bool = False) -> Outcome | None:
        """Close a modal, or all of them at once; the outcome is None where the app does not want to know."""
        with self.slack.journal.lock:
            stack = self.slack.world.stack(view.user)
            for each in stack if cleared else [view]:
                self._close(each)
            if not view.content.get("notify_on_close"):
                return None
            payload = payloads.view_closed(self.slack, self.slack.world.person(user), view, cleared)
            pending = self.slack.send("interactive", self.slack.world.new_id("close"), payload)
        return self._wait(pending, user, "close")

    def _wait(self, pending: Pending, user: str, what: str) -> Outcome:
        outcome = pending.result(_SECONDS)
        if not outcome.acked:
            self.slack.journal.add("said", "failure", user=user, what=what, reason=outcome.reason)
        return outcome

    def _hold_to(self, work: Any) -> None:
        """Do what the app's acknowledgement asks for; what Slack would refuse there nobody tells the app, so the test must fail."""
        try:
            with self.slack.journal.lock:
                work()
        except Refused as refusal:
            raise AssertionError(f"the app acknowledged with what Slack refuses: {refusal}") from refusal

    def _fill(self, view: View, values: dict[str, Any]) -> None:
        for element in elements.elements_of(view.content["blocks"]):
            if not elements.is_stateful(element):
                continue
            key = next((name for name in element.names() if name and name in values), None)
            place = view.values.setdefault(element.block_id, {})
            if key is not None:
                place[element.content["action_id"]] = _held(element, values.pop(key))
            held = place.setdefault(element.content["action_id"], _held(element, elements.initial(element)))
            _check_input(element, held)
        if values:
            raise AssertionError(f"the modal has no input for {sorted(values)}")

    def _after_submission(self, view: View, reply: Any) -> None:
        what = reply.get("response_action") if isinstance(reply, dict) else None
        if what is None:
            self._close(view)
        elif what == "errors":
            inputs = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
            if not reply.get("errors") or reply["errors"].keys() - inputs:
                raise Refused("invalid_arguments", [f"errors {reply.get('errors')} are not of the inputs {sorted(inputs)}"])
        elif what == "clear":
            for each in self.slack.world.stack(view.user):
                self._close(each)
        elif what in ("update", "push"):
            check_view(reply.get("view"), self.slack.settings, "modal")
            if what == "update":
                views.replace(self.slack, view, reply["view"])
            else:
                views.show(self.slack, view.user, reply["view"], "pushed")
        else:
            raise Refused("invalid_arguments", [f"unknown response_action {what!r}"])

    def _close(self, view: View) -> None:
        view.open = False
        self.slack.journal.add("view", "closed", user=view.user, view=view.content)


def _held(element: elements.Element, given: Any) -> Json:
    return {"type": element.kind, **elements.value_of(element, given)}


def _check_input(element: elements.Element, held: Json) -> None:
    """Slack's own client does not let a modal be sent whose inputs are empty without being optional, or too short or long."""
    value = next((value for key, value in held.items() if key != "type"), None)
    if not value and not element.optional:
        raise AssertionError(f"Slack does not send a modal without {element.label!r}")
    if isinstance(value, str) and not element.content.get("min_length", 0) <= len(value) <= element.content.get("max_length", 3000):
        raise AssertionError(f"Slack does not take {len(value)} characters in {element.label!r}")
