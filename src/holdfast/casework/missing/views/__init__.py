"""The pages of missing episodes and return interviews."""
