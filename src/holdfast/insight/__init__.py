"""What Boards look at: whether groups do what their terms say, with the evidence of every number."""
