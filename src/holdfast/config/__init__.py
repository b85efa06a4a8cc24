"""How Holdfast is set up and run: settings, addresses, embedded database, an operator's commands."""
