"""What state allows and how things are ordered: pure functions of plain values."""
