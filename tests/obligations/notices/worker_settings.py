"""The settings of tests, for a job worker in a process of its own: which database, and where mail goes."""

import os

from holdfast.config.settings.test import *  # noqa: F403

DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS = "127.0.0.1", int(os.environ["TEST_MAIL_PORT"]), False
EMAIL_TIMEOUT = 20
