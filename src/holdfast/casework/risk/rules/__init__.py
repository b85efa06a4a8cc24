"""What may be said of a child's risk, and what is wanting: pure functions of plain values."""
