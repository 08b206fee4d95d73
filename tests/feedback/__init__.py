"""Feedback: findings, the queue, the report."""
