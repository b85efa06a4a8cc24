"""What imports ask of the database, and what their pages show."""
