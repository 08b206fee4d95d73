"""What people could not get, found in what is kept, grouped, looked at, reported and told."""
