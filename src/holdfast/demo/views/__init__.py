"""The pages of the demonstration alone."""
