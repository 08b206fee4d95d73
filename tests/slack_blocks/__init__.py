"""Tests of Slack's messages, modals and Home tab as they are built, without any Slack."""
