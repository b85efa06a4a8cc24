"""Files kept in the database, versioned, checked on the way in."""
