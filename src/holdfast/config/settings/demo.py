"""The demonstration: invented people, plain HTTP, and for that reason loopback alone."""

from holdfast.config.keys import kept_key
from holdfast.config.loopback import require_loopback
from holdfast.config.settings.base import *

require_loopback()

HOLDFAST_INVENTED = True
HOLDFAST_SECOND_FACTOR = False
INSTALLED_APPS = [*INSTALLED_APPS, "holdfast.demo"]
# The first screen: whom to be.
LOGIN_URL = "demo:sign-in"
# No email leaves: it lands on a page.
EMAIL_BACKEND = "holdfast.demo.mailbox.MailboxBackend"
HOLDFAST_ENCRYPTION_KEYS = [kept_key("encryption-key")]
DEBUG = False
SECRET_KEY = kept_key("secret-key")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
MIDDLEWARE = ["holdfast.config.loopback.LoopbackOnlyMiddleware", *MIDDLEWARE]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
