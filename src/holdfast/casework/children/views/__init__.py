"""The pages of children."""
