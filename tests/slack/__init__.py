"""Tests of Onde in Slack, against a stand-in for Slack that lives with them."""
