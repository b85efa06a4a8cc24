"""What the terms say of meetings before they begin, as pure functions."""
