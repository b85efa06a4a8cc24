"""The pages of what is owed."""
