"""The maintainers' review in Slack: the queue in their Home tab, items as modals, telling those who asked, the weekly digest."""
