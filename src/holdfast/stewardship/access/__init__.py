"""Who may see and do what: permissions, roles, need to know in the database."""
