"""The condition by which the database keeps hidden children from whoever may not see them."""


def not_hidden(column: str = "child_id") -> str:
    """SQL: the child of the column is not one whose record is hidden from the person of the context."""
    return f"{column} <> all(array(select hidden_children()))"


def not_hidden_if_any(column: str = "child_id") -> str:
    """The same where the column may be empty: a row that is of no child is hidden from nobody."""
    return f"{column} is null or {not_hidden(column)}"
