"""`/health/` tells an operator's monitor the truth."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_health_says_503_and_which_part_when_nobody_works_on_jobs(client: Client) -> None:
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json() == {"database": "well", "jobs": "not well"}
