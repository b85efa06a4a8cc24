"""Missing episodes, who is frequently missing, and return interviews."""
