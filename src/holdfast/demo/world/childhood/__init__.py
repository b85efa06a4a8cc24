"""Plans invented children and what befell them: who goes missing, when, for how long, who works with them."""
