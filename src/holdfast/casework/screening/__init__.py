"""Screening tools as data, what people submit with them, and the queue until a meeting has looked at each."""
