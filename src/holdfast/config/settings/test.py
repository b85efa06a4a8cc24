"""Tests: production's rules over a private database, with passwords that are quick to hash."""

import os

SAFE_VALUES = {
    "HOLDFAST_ADDRESS": "https://testserver",
    "HOLDFAST_SECRET_KEY": "a-key-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    "HOLDFAST_ENCRYPTION_KEY": "another-key-for-tests-0123456789-abcdefghijklmnopqrst",
}
for name, value in SAFE_VALUES.items():
    os.environ[name] = value

from holdfast.config.database import acts_as_migrator, django_connection  # noqa: E402
from holdfast.config.postgres import APPLICATION, Cluster  # noqa: E402
from holdfast.config.settings.production import *  # noqa: E402
from holdfast.config.surroundings import home  # noqa: E402

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SECURE_SSL_REDIRECT = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A count of queries on a slow machine must not fall into the next minute's note.
HOLDFAST_NOTED_SECONDS = 300
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# Started and filled by tests/conftest.py; forgets its writes in a power cut, which is what makes it quick.
# One for each worker: the trail seals only what no older transaction of the whole PostgreSQL may precede.
TEST_CLUSTER = Cluster(home() / "tests" / os.environ.get("PYTEST_XDIST_WORKER", "alone"), durable=False)
if not acts_as_migrator():
    DATABASES = {"default": django_connection(TEST_CLUSTER.parameters(APPLICATION, "test"))}
    DATABASES["default"]["CONN_MAX_AGE"] = 0
