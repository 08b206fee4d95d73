"""Every edit of the knowledge held to what was right before it: checked, compared, suggested."""
