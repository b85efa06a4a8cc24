"""A partnership's own installation: nothing has a default that could be unsafe."""

import os
from urllib.parse import urlsplit

from holdfast.config.keys import split_keys
from holdfast.config.refusals import refuse_unsafe
from holdfast.config.settings.base import *
from holdfast.config.surroundings import secret

refuse_unsafe(os.environ)

DEBUG = False
SECRET_KEY, *SECRET_KEY_FALLBACKS = split_keys(secret("HOLDFAST_SECRET_KEY"))
HOLDFAST_ENCRYPTION_KEYS = split_keys(secret("HOLDFAST_ENCRYPTION_KEY"))
HOLDFAST_ADDRESS = os.environ["HOLDFAST_ADDRESS"].rstrip("/")
ALLOWED_HOSTS = [
    str(urlsplit(HOLDFAST_ADDRESS).hostname),
    *(host.strip() for host in os.environ.get("HOLDFAST_HOSTS", "").split(",") if host.strip()),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_HOST = os.environ.get("HOLDFAST_EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("HOLDFAST_EMAIL_PORT") or "587")
EMAIL_HOST_USER = os.environ.get("HOLDFAST_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = secret("HOLDFAST_EMAIL_PASSWORD")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("HOLDFAST_EMAIL_FROM") or f"holdfast@{ALLOWED_HOSTS[0]}"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"

SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
