"""Onde in Slack."""
