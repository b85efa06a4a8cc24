"""A page with every component, to be looked at: in the demo alone."""
