"""The pages of concerns, requests, learning and tasks."""
