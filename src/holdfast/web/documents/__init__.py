"""Documents to take away: one list of blocks, as Word that people can edit and as tagged PDF to file."""
