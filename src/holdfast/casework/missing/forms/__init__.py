"""The forms of episodes and return interviews."""
