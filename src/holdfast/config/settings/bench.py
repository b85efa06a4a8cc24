"""The demonstration's settings with what it is measured against; no server ever runs with them."""

from holdfast.config.settings.demo import *

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "holdfast.demo.bench.urls"
# The automatic admin is a library's page, which declares no policy of ours.
HOLDFAST_LIBRARY_VIEWS = ["holdfast.demo.bench.peer", "django.contrib.admin"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# What the admin asks of settings so that people can sign in to it: here nobody does.
SILENCED_SYSTEM_CHECKS = [f"admin.E{number}" for number in (403, 404, 405, 406, 408, 409, 410)]
