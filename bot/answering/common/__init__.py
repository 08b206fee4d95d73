"""What every answer rests on: findings, the hosting facts, which words are denied or claimed, what a thread points at."""
