"""The knowledge: YAML in, a validated model out."""
