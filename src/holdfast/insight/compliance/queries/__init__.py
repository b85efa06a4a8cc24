"""What the assurance pages show: one module a page."""
