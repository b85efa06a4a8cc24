"""What a person excluded from an item by a conflict of interest cannot see, as conditions on rows."""

from holdfast.governance.meetings.models import AgendaItem

_ME = "nullif(current_setting('holdfast.person', true), '')::uuid"

NOT_EXCLUDED = AgendaItem.row_condition.replace("id <>", "item_id <>", 1)
NOT_EXCLUDED_OR_WHOLE = f"item_id is null or {NOT_EXCLUDED}"
# A declaration stays visible to whoever made it.
MINE_OR_NOT_EXCLUDED = f"item_id is null or person_id = {_ME} or {NOT_EXCLUDED}"


def of_visible(column: str, table: str) -> str:
    """The row hangs on one of `table`, which its own policy lets this person see."""
    return f"{column} = any(array(select id from {table}))"  # noqa: S608  # nosec B608
