"""Figures for Prometheus. Nothing in them tells of a person or a question."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_ACK_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.3, 0.5, 1.0, 1.5, 2.0, 3.0)
_REPLY_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0, 300.0)


class Metrics:
    """What is counted; safe to use from any thread."""

    def __init__(self, knowledge: str) -> None:
        """`knowledge` is the version of what answers come from."""
        self.registry = CollectorRegistry()
        self.events = Counter("onde_events", "What came in, by kind and what was decided.", ["kind", "decision"], registry=self.registry)
        self.refused = Counter("onde_refused_requests", "Requests over HTTP that were refused, by status.", ["status"], registry=self.registry)
        self.acknowledged = Histogram(
            "onde_acknowledgement_seconds", "From an event's arrival to its acknowledgement.", buckets=_ACK_BUCKETS, registry=self.registry
        )
        self.replied = Histogram(
            "onde_reply_seconds", "From a question's answer to its reply in Slack.", buckets=_REPLY_BUCKETS, registry=self.registry
        )
        self.sent = Counter("onde_sent", "Messages to Slack, by what became of them.", ["outcome"], registry=self.registry)
        self.votes = Counter("onde_votes", "Clicks on thumbs, by the vote that they made.", ["vote"], registry=self.registry)
        self.waiting = Gauge("onde_waiting_messages", "Messages that are not in Slack yet.", registry=self.registry)
        self.unanswered = Gauge("onde_unanswered_events", "Events that are accepted and not answered yet.", registry=self.registry)
        self.connected = Gauge("onde_socket_connected", "Whether Socket Mode is connected.", registry=self.registry)
        Gauge("onde_knowledge", "The knowledge, in the label.", ["version"], registry=self.registry).labels(knowledge).set(1)

    def text(self) -> bytes:
        """All figures as Prometheus reads them."""
        return generate_latest(self.registry)
