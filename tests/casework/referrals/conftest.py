"""Fernshire's case meeting, with a referral and the services of its pathway."""

from __future__ import annotations

import pytest

from tests.casework.town import CaseTown, case_town


@pytest.fixture
def town() -> CaseTown:
    return case_town()
