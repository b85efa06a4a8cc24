"""Rules of missing episodes and return interviews: pure functions of plain values."""
