"""How much danger a child is in: levels, the exploitation list, safety plans, what agencies recorded."""
