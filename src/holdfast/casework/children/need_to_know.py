"""The condition by which the database keeps hidden children from whoever may not see them."""


def not_hidden(column: str = "child_id") -> str:
    """SQL: the child of the column is not one whose record is hidden from the person of the context."""
    return f"{column} <> all(array(select hidden_children()))"


def not_hidden_if_any(column: str = "child_id") -> str:
    """The same where the column may be empty: a row that is of no child is hidden from nobody."""
    return f"{column} is null or {not_hidden(column)}"


def guardian_alone(column: str = "child_id") -> str:
    """SQL: the person of the context guards the record of the column's child; or nobody asks, but a job."""
    asking = "nullif(current_setting('holdfast.person', true), '')::uuid"
    guarded = f"select c.id from children_child c where c.guardian_id = {asking}"  # noqa: S608  # nosec B608
    return f"{asking} is null or {column} = any(array({guarded}))"
