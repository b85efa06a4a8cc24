"""What the pages of missing children ask, and what other apps ask of them."""

from holdfast.casework.missing.queries.frequent import frequent_on
from holdfast.casework.missing.queries.reasons import entry_reasons

__all__ = ["entry_reasons", "frequent_on"]
