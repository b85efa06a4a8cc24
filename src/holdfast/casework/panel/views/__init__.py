"""The pages of the case meeting."""
